/* The version of program and library, once: `zhinan version`, the `engine` of every record. */
#ifndef ZN_BASE_VERSION_H
#define ZN_BASE_VERSION_H

#define ZHINAN_VERSION "0.1.0"

#endif
