create index book_title on book (title);
