CREATE TABLE t (a enum('new','done'), b set('x','y z') NOT NULL, c enum('it''s', "quo\"te", 'trailing  '), d enum('ä','b') DEFAULT 'b', e set('r','w') DEFAULT 'r,w');
