-- What is special to MySQL and MariaDB: enums of a column, unsigned numbers, AUTO_INCREMENT, sets.
CREATE TABLE `orders` (
    `id` int unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT 'Counts.',
    `state` enum('new', 'in progress', 'done') NOT NULL DEFAULT 'new',
    `channel` varchar(10) CHECK (`channel` IN ('web', 'shop')),
    `flags` set('a', 'b') NOT NULL DEFAULT '',
    `paid` tinyint(1) NOT NULL,
    `small` tinyint unsigned,
    `total` decimal(10,2) NOT NULL,
    `placed` datetime NOT NULL DEFAULT CURRENT_TIMESTAMP,
    `size` double AS (`total` * 2) STORED
) COMMENT 'What is ordered.';
CREATE TABLE `order_lines` (
    `order_id` int unsigned NOT NULL,
    `line` int NOT NULL,
    `blob` longblob,
    PRIMARY KEY (`order_id`, `line`),
    FOREIGN KEY (`order_id`) REFERENCES `orders` (`id`)
);
