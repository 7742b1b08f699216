CREATE TABLE t (a int /*!40100 NOT NULL */, b int /*!50701 NOT NULL */, c int /*!80013 NOT NULL */ /*M! DEFAULT 1 */, d int /*M!999999 NOT NULL */, e int /*!100100 UNIQUE */) /*!40100 DEFAULT CHARSET=latin1 */;
# a comment; with a semicolon
CREATE TABLE u (a int); -- another; one
/*!40101 ALTER TABLE u ADD b int */;
