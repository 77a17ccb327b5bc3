alter table book add column price integer not null default 0;
