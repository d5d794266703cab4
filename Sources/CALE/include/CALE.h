#ifndef CALE_H
#define CALE_H
#ifdef __cplusplus
extern "C" {
#endif
int cale_version(void);
#ifdef __cplusplus
}
#endif
#endif
