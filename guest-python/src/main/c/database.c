/* SQLite's view of this system: a file system that nobody shares, hence no locks, and random numbers from WASI. */
#include "python_host.h"

#include <unistd.h>

#include <sqlite3.h>

static int randomness(sqlite3_vfs *vfs, int length, char *bytes)
{
    static const int most_at_once = 256;
    (void)vfs;
    for (int done = 0; done < length; done += most_at_once) {
        int part = length - done < most_at_once ? length - done : most_at_once;
        if (getentropy(bytes + done, (size_t)part) != 0) {
            return done;
        }
    }
    return length;
}

bool prepare_database(void)
{
    static sqlite3_vfs vfs;
    if (sqlite3_initialize() != SQLITE_OK) {
        return false;
    }
    sqlite3_vfs *without_locks = sqlite3_vfs_find("unix-none");
    if (without_locks == NULL) {
        return false;
    }
    vfs = *without_locks;
    vfs.pNext = NULL;
    vfs.zName = "guest";
    vfs.xRandomness = randomness;
    return sqlite3_vfs_register(&vfs, 1) == SQLITE_OK;
}
