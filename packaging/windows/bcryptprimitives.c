/* Go takes its random bytes from bcryptprimitives.dll, which every Windows since 8 has
 * and Wine 8 has not. This stands in for it in scripts/package-wine.sh; it is in no package. */
#include <windows.h>

BOOLEAN NTAPI SystemFunction036(PVOID buffer, ULONG length); /* advapi32: RtlGenRandom */

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE buffer, SIZE_T length)
{
	return SystemFunction036(buffer, (ULONG)length);
}
