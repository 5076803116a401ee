/* The exit status of the program (DESIGN 6); passed as int, for that is what main returns. Of several that apply, the
 * first of 70, 2, 3, 5, 4, 1, 0 counts. */
#ifndef ZN_CLI_STATUS_H
#define ZN_CLI_STATUS_H

enum status {
    STATUS_DONE = 0,       /* done, and nothing is wrong */
    STATUS_WRONG = 1,      /* done, and something is: an application not eligible, a failing case, a difference */
    STATUS_USAGE = 2,      /* the command line */
    STATUS_POLICY = 3,     /* the policy is invalid */
    STATUS_UNREADABLE = 4, /* some input could not be read */
    STATUS_LIMIT = 5,      /* a limit was reached */
    STATUS_INTERNAL = 70,  /* an error of the program, or results that could not be written */
};

/* Where it stands in that order; 0 for STATUS_DONE. */
static inline int status_rank(int status) {
    static const int worst_last[] = {STATUS_DONE,   STATUS_WRONG, STATUS_UNREADABLE, STATUS_LIMIT,
                                     STATUS_POLICY, STATUS_USAGE, STATUS_INTERNAL};
    int rank = 0;
    while (worst_last[rank] != status && worst_last[rank] != STATUS_INTERNAL) rank++;
    return rank;
}

/* The one that counts. */
static inline int status_worse(int a, int b) { return status_rank(a) >= status_rank(b) ? a : b; }

#endif
