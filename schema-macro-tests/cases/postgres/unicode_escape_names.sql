CREATE TABLE U&"d\0061ta" (U&"\00e9t\00e9" text, U&"x!0041" UESCAPE '!' text);
