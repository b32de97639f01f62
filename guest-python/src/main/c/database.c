/*
 * SQLite's view of this system: a file system that no other process shares, and random numbers from WASI. WASI has no locks
 * on files; those between the connections of this process, which must not write into each other's transactions, are kept
 * here. They go by the paths of databases: numbers of files may change while an interpreter lives on from run to run.
 */
#include "python_host.h"

#include <unistd.h>

#include <sqlite3.h>

/* A database that is open, and the level of SQLite's locks that its connection holds. */
struct database {
    struct database *next;
    sqlite3_file *file;
    int level;
    char path[];
};

static struct database *databases;
static sqlite3_vfs *plain;
/* What files do without locks, and with them. */
static const sqlite3_io_methods *original;
static sqlite3_io_methods methods;

static struct database **place_of(const sqlite3_file *file)
{
    struct database **place = &databases;
    while ((*place)->file != file) {
        place = &(*place)->next;
    }
    return place;
}

/* The highest lock that other connections to the same database hold. */
static int others(const struct database *own)
{
    int highest = SQLITE_LOCK_NONE;
    for (const struct database *other = databases; other != NULL; other = other->next) {
        if (other != own && other->level > highest && strcmp(other->path, own->path) == 0) {
            highest = other->level;
        }
    }
    return highest;
}

static int lock(sqlite3_file *file, int wanted)
{
    struct database *own = *place_of(file);
    int highest = others(own);
    if (own->level >= wanted) {
        return SQLITE_OK;
    }
    /* Readers get in until a writer waits for them to leave; there is one writer. */
    int bearable = wanted == SQLITE_LOCK_SHARED ? SQLITE_LOCK_RESERVED : SQLITE_LOCK_SHARED;
    if (highest > bearable) {
        return SQLITE_BUSY;
    }
    if (wanted == SQLITE_LOCK_EXCLUSIVE && highest > SQLITE_LOCK_NONE) {
        own->level = SQLITE_LOCK_PENDING;
        return SQLITE_BUSY;
    }
    own->level = wanted;
    return SQLITE_OK;
}

static int unlock(sqlite3_file *file, int level)
{
    struct database *own = *place_of(file);
    if (own->level > level) {
        own->level = level;
    }
    return SQLITE_OK;
}

static int is_reserved(sqlite3_file *file, int *answer)
{
    const struct database *own = *place_of(file);
    *answer = own->level >= SQLITE_LOCK_RESERVED || others(own) >= SQLITE_LOCK_RESERVED;
    return SQLITE_OK;
}

static int close_database(sqlite3_file *file)
{
    struct database **place = place_of(file);
    struct database *own = *place;
    *place = own->next;
    sqlite3_free(own);
    return original->xClose(file);
}

/* Files that are not databases, such as journals, belong to one connection. */
static int open_file(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *flags_out)
{
    (void)vfs;
    int result = plain->xOpen(plain, path, file, flags, flags_out);
    if (result != SQLITE_OK || path == NULL || (flags & SQLITE_OPEN_MAIN_DB) == 0) {
        return result;
    }
    size_t size = strlen(path) + 1;
    struct database *own = sqlite3_malloc64(sizeof *own + size);
    if (own == NULL) {
        (void)file->pMethods->xClose(file);
        file->pMethods = NULL;
        return SQLITE_NOMEM;
    }
    *own = (struct database){.next = databases, .file = file, .level = SQLITE_LOCK_NONE};
    memcpy(own->path, path, size);
    databases = own;
    original = file->pMethods;
    methods = *original;
    methods.xLock = lock;
    methods.xUnlock = unlock;
    methods.xCheckReservedLock = is_reserved;
    methods.xClose = close_database;
    file->pMethods = &methods;
    return SQLITE_OK;
}

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
    plain = sqlite3_vfs_find("unix-none");
    if (plain == NULL) {
        return false;
    }
    vfs = *plain;
    vfs.pNext = NULL;
    vfs.zName = "guest";
    vfs.xOpen = open_file;
    vfs.xRandomness = randomness;
    return sqlite3_vfs_register(&vfs, 1) == SQLITE_OK;
}
