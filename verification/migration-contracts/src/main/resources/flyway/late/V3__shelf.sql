create table shelf (id integer primary key);
