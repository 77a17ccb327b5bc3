create table called_back (id integer primary key);
