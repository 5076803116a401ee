/* zn-sqlite FILE SQL: runs statements on a SQLite file, for tests of --table. */
#include <sqlite3.h>
#include <stdio.h>

int main(int argc, char **argv) {
    sqlite3 *db = NULL;
    char *reason = NULL;
    if (argc != 3) {
        fprintf(stderr, "usage: zn-sqlite FILE SQL\n");
        return 2;
    }
    int status =
        sqlite3_open(argv[1], &db) == SQLITE_OK ? sqlite3_exec(db, argv[2], NULL, NULL, &reason) : SQLITE_ERROR;
    if (status != SQLITE_OK) fprintf(stderr, "%s\n", reason != NULL ? reason : sqlite3_errmsg(db));
    sqlite3_free(reason);
    sqlite3_close(db);
    return status == SQLITE_OK ? 0 : 1;
}
