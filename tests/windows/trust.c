/*
 * Makes this user's Windows trust an authority: trust CERTIFICATE (DER)
 */
#include <windows.h>
/* After the header that it needs. */
#include <stdio.h>
#include <wincrypt.h>

int main(int count, char **words) {
  static unsigned char bytes[8192];
  FILE *const file = count == 2 ? fopen(words[1], "rb") : NULL;
  const DWORD size = file == NULL ? 0 : (DWORD)fread(bytes, 1, sizeof bytes, file);
  const HCERTSTORE roots = CertOpenSystemStoreW(0, L"ROOT");
  const BOOL done = roots != NULL && CertAddEncodedCertificateToStore(roots, X509_ASN_ENCODING, bytes, size, CERT_STORE_ADD_ALWAYS, NULL);
  if (file != NULL) fclose(file);
  return CertCloseStore(roots, 0) && done ? 0 : 1;
}
