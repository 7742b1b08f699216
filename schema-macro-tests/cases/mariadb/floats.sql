CREATE TABLE t (a float, b float(7), c float(25), d float(7,3), e double, f double precision, g double(10,2), h real, i float4, j float8, k float unsigned, l double zerofill);
