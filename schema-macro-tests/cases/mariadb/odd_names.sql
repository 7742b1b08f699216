CREATE TABLE `Order` (`select` int, `two words` int, `back``tick` int, 2fa int, `1` int, größe int, `日本` int, a$b int, KEY `key with spaces` (`two words`));
ALTER TABLE `Order` RENAME COLUMN `select` TO `from`, DROP COLUMN 2fa;
