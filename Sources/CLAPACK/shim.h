#pragma once
#include <cblas.h>
#include <stddef.h>

// LAPACK routines by their Fortran symbols; the trailing size_t are the
// hidden lengths of the character arguments.
void dpotrf_(const char *uplo, const int *n, double *a, const int *lda, int *info, size_t);
