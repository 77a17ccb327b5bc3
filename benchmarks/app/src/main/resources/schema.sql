create table book (id bigint primary key, title varchar(100), price int);
insert into book select x, 'Book ' || x, 1000 + x from system_range(1, 1000);
