CREATE TABLE t (a tinytext, b text, c text(100), d text(70000), e mediumtext, f longtext, g long, h long varchar, i text(17000000), j text(10));
