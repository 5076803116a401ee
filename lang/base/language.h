/* The two languages of every word that a person reads. */
#ifndef ZN_BASE_LANGUAGE_H
#define ZN_BASE_LANGUAGE_H

enum language { LANGUAGE_ZH, LANGUAGE_EN };
#define LANGUAGES 2

#endif
