// The vector instructions of floating point that Go's assembler does not know, by
// the numbers of their registers: d = n op m, four lanes.
#define FADD4(m, n, d) WORD $(0x4E20D400 | (m)<<16 | (n)<<5 | (d))
#define FSUB4(m, n, d) WORD $(0x4EA0D400 | (m)<<16 | (n)<<5 | (d))
#define FMUL4(m, n, d) WORD $(0x6E20DC00 | (m)<<16 | (n)<<5 | (d))
#define FDIV4(m, n, d) WORD $(0x6E20FC00 | (m)<<16 | (n)<<5 | (d))
#define FMAX4(m, n, d) WORD $(0x4E20F400 | (m)<<16 | (n)<<5 | (d))
#define FMIN4(m, n, d) WORD $(0x4EA0F400 | (m)<<16 | (n)<<5 | (d))
#define FSQRT4(n, d) WORD $(0x6EA1F800 | (n)<<5 | (d))

// FMULS4 multiplies by the first lane of m.
#define FMULS4(m, n, d) WORD $(0x4F809000 | (m)<<16 | (n)<<5 | (d))

// FADDP4 adds neighbours: first those of n, then those of m.
#define FADDP4(m, n, d) WORD $(0x6E20D400 | (m)<<16 | (n)<<5 | (d))
