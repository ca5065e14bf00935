// Go asks this library of Windows for random numbers. Wine has it since version 9;
// this is it for older ones.
#include <windows.h>
#include <ntsecapi.h>

BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T size) { return RtlGenRandom(data, size); }
