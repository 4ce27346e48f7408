/*
 * A disk that fails, and a clock that jumps, for one process: preloaded into it, this library stands between it and
 * libc for the files of one database. It fails or shortens writes and flushes when it is told to, and keeps beside each
 * file a copy of what was flushed: what a power cut would leave. Told by a page of memory that it shares with the test.
 *
 *   DISK_FILE      the database; its -wal and -journal belong to it, and its -shm, which no power cut leaves anything of
 *   DISK_DURABLE   the folder of the copies
 *   DISK_CONTROL   the file behind the shared page
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

struct control {
    _Atomic int32_t write_error, write_every, sync_error, sync_every, shortens, sync_delay;
    _Atomic int64_t clock_offset, writes, syncs, faults, opened;
};

/* What was written since the last flush lies between low and high; at first, anything may. */
struct file { const char *suffix; int is_kept, is_known, copy; off_t low, high; };

static struct file files[] = {
    { "", 1, 0, -1, 0, INT64_MAX }, { "-wal", 1, 0, -1, 0, INT64_MAX }, { "-journal", 1, 0, -1, 0, INT64_MAX },
    { "-shm", 0, 1, -1, 0, 0 },
};
enum { FILES = 4, DESCRIPTORS = 65536 };

static struct control nobody, *control = &nobody;
static const char *database, *durable;
static _Atomic signed char file_of_descriptor[DESCRIPTORS];   /* its number + 1 */
static pthread_mutex_t disk = PTHREAD_MUTEX_INITIALIZER;

#define REAL(name) ((__typeof__(&name))real(#name))
static void *real(const char *name)
{
    void *found = dlsym(RTLD_NEXT, name);
    if (!found) abort();
    return found;
}

static int open_really(const char *path, int flags, mode_t mode) { return REAL(open)(path, flags, mode); }

__attribute__((constructor)) static void begin(void)
{
    const char *path = getenv("DISK_CONTROL");
    database = getenv("DISK_FILE");
    durable = getenv("DISK_DURABLE");
    int shared = path && database && durable ? open_really(path, O_RDWR | O_CLOEXEC, 0) : -1;
    if (shared < 0) return;
    void *page = mmap(NULL, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, shared, 0);
    if (page != MAP_FAILED) control = page;
    REAL(close)(shared);
}

static struct file *file_named(const char *path)
{
    size_t length = database ? strlen(database) : 0;
    if (!length || strncmp(path, database, length) != 0) return NULL;
    for (int n = 0; n < FILES; n++)
        if (strcmp(path + length, files[n].suffix) == 0) return &files[n];
    return NULL;
}

static struct file *file_behind(int descriptor)
{
    int number = descriptor >= 0 && descriptor < DESCRIPTORS ? file_of_descriptor[descriptor] : 0;
    return number ? &files[number - 1] : NULL;
}

static void note(struct file *file, off_t from, off_t to)
{
    if (from < file->low) file->low = from;
    if (to > file->high) file->high = to;
}

static void forget(struct file *file) { file->low = INT64_MAX, file->high = 0; }

static const char *beside(struct file *file, const char *what)
{
    static char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/%s%s%s", durable, strrchr(database, '/') + 1, file->suffix, what);
    return path;
}

/* A flush failed: the system takes what it could not write for written, also when another process goes on with it. */
static void lose(struct file *file)
{
    int mark = file->is_kept ? open_really(beside(file, ".lost"), O_WRONLY | O_CREAT | O_CLOEXEC, 0600) : -1;
    if (mark >= 0) REAL(close)(mark);
    forget(file);
}

/* The error that this call shall fail with, or 0. */
static int strikes(_Atomic int64_t *count, int error, int every)
{
    int64_t number = ++*count;
    if (!error || (every > 1 && number % every != 0)) return 0;
    ++control->faults;
    return error;
}

/* Flushed: what changed is now what a power cut leaves. Reads by the caller's own descriptor, because closing another
   one would free the locks that the process holds on the file. */
static void keep(struct file *file, int descriptor)
{
    static char buffer[1 << 20];
    struct stat now;
    if (!file->is_kept || fstat(descriptor, &now) != 0) return;
    if (file->copy < 0) file->copy = open_really(beside(file, ""), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file->copy < 0) abort();
    off_t end = file->high < now.st_size ? file->high : now.st_size;
    for (off_t at = file->low; at < end;) {
        size_t wanted = end - at < (off_t)sizeof buffer ? (size_t)(end - at) : sizeof buffer;
        ssize_t got = pread(descriptor, buffer, wanted, at);
        if (got <= 0 || REAL(pwrite)(file->copy, buffer, got, at) != got) abort();
        at += got;
    }
    if (REAL(ftruncate)(file->copy, now.st_size) != 0) abort();
    forget(file);
}

static int opened(int descriptor)
{
    char link[64], path[PATH_MAX];
    if (descriptor < 0 || descriptor >= DESCRIPTORS || !database) return descriptor;
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, sizeof path - 1);
    path[length > 0 ? length : 0] = 0;
    struct file *file = file_named(path);
    file_of_descriptor[descriptor] = file ? file - files + 1 : 0;
    if (!file) return descriptor;
    ++control->opened;
    pthread_mutex_lock(&disk);
    if (!file->is_known && REAL(unlink)(beside(file, ".lost")) == 0) forget(file);
    file->is_known = 1;
    pthread_mutex_unlock(&disk);
    return descriptor;
}

static mode_t mode_in(int flags, va_list rest) { return flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0; }

int open(const char *path, int flags, ...)
{
    va_list rest;
    va_start(rest, flags);
    mode_t mode = mode_in(flags, rest);
    va_end(rest);
    return opened(open_really(path, flags, mode));
}

int openat(int folder, const char *path, int flags, ...)
{
    va_list rest;
    va_start(rest, flags);
    mode_t mode = mode_in(flags, rest);
    va_end(rest);
    return opened(REAL(openat)(folder, path, flags, mode));
}

int close(int descriptor)
{
    if (descriptor >= 0 && descriptor < DESCRIPTORS) file_of_descriptor[descriptor] = 0;
    return REAL(close)(descriptor);
}

/* One write to a file of the database, at the lock; the caller does it with the length that is left. */
static int fails(size_t *length)
{
    errno = strikes(&control->writes, control->write_error, control->write_every);
    if (!errno && control->shortens && *length > 1) *length /= 2, ++control->faults;
    return errno != 0;
}

ssize_t pwrite(int descriptor, const void *data, size_t length, off_t at)
{
    struct file *file = file_behind(descriptor);
    if (!file) return REAL(pwrite)(descriptor, data, length, at);
    pthread_mutex_lock(&disk);
    ssize_t done = fails(&length) ? -1 : REAL(pwrite)(descriptor, data, length, at);
    if (done > 0) note(file, at, at + done);
    pthread_mutex_unlock(&disk);
    return done;
}

ssize_t write(int descriptor, const void *data, size_t length)
{
    struct file *file = file_behind(descriptor);
    if (!file) return REAL(write)(descriptor, data, length);
    pthread_mutex_lock(&disk);
    off_t at = lseek(descriptor, 0, SEEK_CUR);
    ssize_t done = fails(&length) ? -1 : REAL(write)(descriptor, data, length);
    if (done > 0) note(file, at, at + done);
    pthread_mutex_unlock(&disk);
    return done;
}

ssize_t pwritev(int descriptor, const struct iovec *parts, int count, off_t at)
{
    if (!file_behind(descriptor)) return REAL(pwritev)(descriptor, parts, count, at);
    /* A short write, of the first part only, is one that callers have to be ready for. */
    return count > 0 ? pwrite(descriptor, parts[0].iov_base, parts[0].iov_len, at) : 0;
}

int ftruncate(int descriptor, off_t length)
{
    struct file *file = file_behind(descriptor);
    struct stat before;
    pthread_mutex_lock(&disk);
    if (file && fstat(descriptor, &before) == 0) note(file, length, before.st_size);
    int result = REAL(ftruncate)(descriptor, length);
    pthread_mutex_unlock(&disk);
    return result;
}

static int flush(int descriptor, int (*flush_really)(int))
{
    struct file *file = file_behind(descriptor);
    if (!file) return flush_really(descriptor);
    pthread_mutex_lock(&disk);
    int error = strikes(&control->syncs, control->sync_error, control->sync_every);
    if (control->sync_delay) usleep(control->sync_delay);
    int result = error ? -1 : flush_really(descriptor);
    if (error) lose(file);
    else if (result == 0) keep(file, descriptor);
    pthread_mutex_unlock(&disk);
    if (error) errno = error;
    return result;
}

int fsync(int descriptor) { return flush(descriptor, REAL(fsync)); }

int fdatasync(int descriptor) { return flush(descriptor, REAL(fdatasync)); }

int unlink(const char *path)
{
    char whole[PATH_MAX];
    struct file *file = realpath(path, whole) ? file_named(whole) : NULL;
    int result = REAL(unlink)(path);
    if (!file || result != 0) return result;
    pthread_mutex_lock(&disk);
    for (int n = 0; n < DESCRIPTORS; n++)
        if (file_of_descriptor[n] == file - files + 1) file_of_descriptor[n] = 0;
    if (file->copy >= 0) REAL(close)(file->copy);
    file->copy = -1;
    file->low = 0, file->high = file->is_kept ? INT64_MAX : 0;
    REAL(unlink)(beside(file, ""));
    pthread_mutex_unlock(&disk);
    return result;
}

int clock_gettime(clockid_t clock, struct timespec *now)
{
    static __typeof__(&clock_gettime) ask;
    if (!ask) ask = REAL(clock_gettime);
    int result = ask(clock, now);
    int64_t offset = control->clock_offset;
    if (result == 0 && offset && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) now->tv_sec += offset;
    return result;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone)
{
    int result = REAL(gettimeofday)(now, zone);
    if (result == 0) now->tv_sec += control->clock_offset;
    return result;
}

time_t time(time_t *result)
{
    time_t now = REAL(time)(NULL) + control->clock_offset;
    if (result) *result = now;
    return now;
}

/* The same under the names that programs built for large files call. */
int open64(const char *, int, ...) __attribute__((alias("open")));
int openat64(int, const char *, int, ...) __attribute__((alias("openat")));
ssize_t pwrite64(int, const void *, size_t, off64_t) __attribute__((alias("pwrite")));
ssize_t pwritev64(int, const struct iovec *, int, off64_t) __attribute__((alias("pwritev")));
int ftruncate64(int, off64_t) __attribute__((alias("ftruncate")));
