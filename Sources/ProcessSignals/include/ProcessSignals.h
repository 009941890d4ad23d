#ifndef PROCESS_SIGNALS_H
#define PROCESS_SIGNALS_H

#include <stddef.h>

// Signal handlers run between any two instructions, where Swift's runtime may not be entered: so these are in C.

/// Notes SIGINT, SIGTERM and SIGHUP instead of ending the process, until they are released; SIGPIPE and SIGXFSZ
/// become errors of writing meanwhile. A signal that was ignored stays so. Calls do not nest.
void signals_hold(void);

/// The signal that came since they were held; 0 if none did.
int signals_held(void);

/// Restores what was before, and raises the signal that came meanwhile.
void signals_release(void);

/// From now on, reading a page of a mapped file that the file no longer reaches gives zeros instead of SIGBUS.
///
/// Returns a number for signals_stop_guarding; -1 if too many mappings are guarded at once.
int signals_guard_mapping(const void *start, size_t size);

/// Whether a guarded mapping has lost pages.
int signals_mapping_lost_pages(int guard);

/// Ends the guarding of a mapping, which must still be there.
void signals_stop_guarding(int guard);

#endif
