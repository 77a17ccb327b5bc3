create table author (
  id ${identity} primary key,
  name varchar(100) not null unique
);

create table book (
  id ${identity} primary key,
  title varchar(200) not null,
  isbn varchar(20) not null unique,
  author_id bigint not null references author (id) on delete cascade
);
