#!/bin/sh
# Runs one of the scripts on one core with the fast matrix kernels: OpenBLAS may pick slow ones by itself.
here=$(dirname "$0")
export OMP_NUM_THREADS=1 OPENBLAS_CORETYPE=${OPENBLAS_CORETYPE:-SkylakeX}
# Large buffers are reused instead of being returned to the system and cleared again.
export MALLOC_MMAP_THRESHOLD_=4000000000 MALLOC_TRIM_THRESHOLD_=8000000000
script=$1
shift
exec "${PYTHON:-/usr/bin/python3}" "$here/$script" "$@"
