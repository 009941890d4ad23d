#ifndef EMBEDDED_DATA_H
#define EMBEDDED_DATA_H

#include <stddef.h>

/// A data file that the binary carries.
struct embedded_file {
  /// The path inside the project, such as "Pricing/openai.json".
  const char *path;
  const unsigned char *bytes;
  size_t count;
};

/// All files, sorted by path, and how many they are.
const struct embedded_file *embedded_files(size_t *count);

#endif
