#define _GNU_SOURCE
#include "include/ProcessSignals.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#ifndef MAP_ANONYMOUS
#define MAP_ANONYMOUS MAP_ANON
#endif

// Interruptions

static const int held[] = {SIGINT, SIGTERM, SIGHUP};
static const int ignored[] = {SIGPIPE, SIGXFSZ};
enum { held_count = 3, ignored_count = 2 };

static struct sigaction before_held[held_count], before_ignored[ignored_count];
static atomic_int arrived;
static pthread_t holder;
static sigset_t before_mask;

// Whichever thread it came to, the one that writes is woken from what it waits for.
static void note(int signal) {
  int error = errno;
  atomic_store(&arrived, signal);
  if (!pthread_equal(pthread_self(), holder)) pthread_kill(holder, signal);
  errno = error;
}

void signals_hold(void) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  sigemptyset(&action.sa_mask);
  atomic_store(&arrived, 0);
  holder = pthread_self();
  for (int index = 0; index < held_count; index++) {
    sigaction(held[index], NULL, &before_held[index]);
    if (before_held[index].sa_handler == SIG_IGN) continue;
    action.sa_handler = note;
    sigaction(held[index], &action, NULL);
  }
  // Threads of a pool let no signal through.
  sigset_t wanted;
  sigemptyset(&wanted);
  for (int index = 0; index < held_count; index++) sigaddset(&wanted, held[index]);
  pthread_sigmask(SIG_UNBLOCK, &wanted, &before_mask);
  for (int index = 0; index < ignored_count; index++) {
    action.sa_handler = SIG_IGN;
    sigaction(ignored[index], &action, &before_ignored[index]);
  }
}

int signals_held(void) { return atomic_load(&arrived); }

void signals_release(void) {
  for (int index = 0; index < held_count; index++)
    sigaction(held[index], &before_held[index], NULL);
  for (int index = 0; index < ignored_count; index++)
    sigaction(ignored[index], &before_ignored[index], NULL);
  // While this thread lets it through still: it would go on, and might end, before another one took it.
  int signal = atomic_exchange(&arrived, 0);
  if (signal) raise(signal);
  pthread_sigmask(SIG_SETMASK, &before_mask, NULL);
}

// Mappings

enum { most_guards = 256 };

static struct {
  atomic_uintptr_t start;
  atomic_size_t size;
  atomic_int lost_pages;
} guards[most_guards];

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct sigaction before_fault;
static int is_installed;

static void fill_lost_pages(int signal, siginfo_t *info, void *context) {
  (void)context;
  int error = errno;
  uintptr_t address = (uintptr_t)info->si_addr;
  uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
  for (int index = 0; info->si_code > 0 && index < most_guards; index++) {
    uintptr_t start = atomic_load(&guards[index].start);
    size_t size = atomic_load(&guards[index].size);
    if (!start || address < start || address - start >= size) continue;
    uintptr_t lost = address & ~(page - 1);
    size_t rest = (start + size - lost + page - 1) & ~(page - 1);
    void *zeros = mmap((void *)lost, rest, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    if (zeros == MAP_FAILED) break;
    atomic_store(&guards[index].lost_pages, 1);
    errno = error;
    return;
  }
  // Not ours: what was there before takes it, now or when the instruction runs again.
  sigaction(signal, &before_fault, NULL);
  if (info->si_code <= 0) raise(signal);
  errno = error;
}

int signals_guard_mapping(const void *start, size_t size) {
  pthread_mutex_lock(&lock);
  if (!is_installed) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    sigemptyset(&action.sa_mask);
    action.sa_sigaction = fill_lost_pages;
    action.sa_flags = SA_SIGINFO;
    is_installed = sigaction(SIGBUS, &action, &before_fault) == 0;
  }
  int guard = -1;
  for (int index = 0; is_installed && index < most_guards; index++) {
    if (atomic_load(&guards[index].start)) continue;
    atomic_store(&guards[index].lost_pages, 0);
    atomic_store(&guards[index].size, size);
    atomic_store(&guards[index].start, (uintptr_t)start);
    guard = index;
    break;
  }
  pthread_mutex_unlock(&lock);
  return guard;
}

int signals_mapping_lost_pages(int guard) {
  return guard >= 0 && guard < most_guards && atomic_load(&guards[guard].lost_pages);
}

void signals_stop_guarding(int guard) {
  if (guard < 0 || guard >= most_guards) return;
  pthread_mutex_lock(&lock);
  atomic_store(&guards[guard].start, 0);
  pthread_mutex_unlock(&lock);
}
