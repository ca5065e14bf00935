//go:build !noasm

#include "textflag.h"

// The kernels of ink_amd64.s in 512 bits: sixteen columns in a register, and where eight
// are left, in the lower half of one.

// INK is 1/255 in two floats: v·INK + v·(the rest) is v/255, rounded once, for every byte v.
DATA ink<>+0(SB)/4, $0x3b808081
DATA ink<>+4(SB)/4, $0xaf7efeff
DATA ink<>+8(SB)/4, $0xff
DATA ink<>+12(SB)/4, $1
DATA ink<>+16(SB)/4, $2
DATA ink<>+20(SB)/4, $3
GLOBL ink<>(SB), RODATA|NOPTR, $24

// func unpack512(words *uint32, x *uint16, eights int) (inked bool)
TEXT ·unpack512(SB), NOSPLIT, $0-25
	MOVQ words+0(FP), DI
	MOVQ x+8(FP), SI
	MOVQ eights+16(FP), CX
	VPBROADCASTD ink<>+8(SB), Z31
	VPTERNLOGD   $0xff, Z30, Z30, Z30
	VPSRLD       $28, Z30, Z30        // 15, the last lane
	VPXORD       Z29, Z29, Z29
	VPXORD       Z28, Z28, Z28        // the index before, above eight bits
	KXORW        K2, K2, K2           // where there is no ink
	KXNORW       K7, K7, K7
	SUBQ         $2, CX
	JLT          eight

sixteen:
	VPMOVZXWD.Z (SI), K7, Z0
	VPANDD      Z31, Z0, Z1       // ink
	VPANDND     Z0, Z31, Z0       // distances, above eight bits
	VPTESTNMD   Z1, Z1, K7, K1
	KORW        K1, K2, K2
	VALIGND     $15, Z29, Z0, Z2  // sums of two
	VPADDD      Z2, Z0, Z0
	VALIGND     $14, Z29, Z0, Z2  // of four
	VPADDD      Z2, Z0, Z0
	VALIGND     $12, Z29, Z0, Z2  // of eight
	VPADDD      Z2, Z0, Z0
	VALIGND     $8, Z29, Z0, Z2   // of sixteen
	VPADDD      Z2, Z0, Z0
	VPERMD      Z0, Z30, Z3
	VPADDD      Z28, Z0, Z0
	VPADDD      Z3, Z28, Z28
	VPORD       Z1, Z0, Z0
	VMOVDQU32   Z0, K7, (DI)
	ADDQ        $32, SI
	ADDQ        $64, DI
	SUBQ        $2, CX
	JGE         sixteen

eight:
	KSHIFTRW $8, K7, K7
	ADDQ     $1, CX     // then it is −1 at most
	JEQ      sixteen
	KORTESTW K2, K2
	SETEQ    inked+24(FP)
	VZEROUPPER
	RET

// CONSTANTS keeps in registers what PIXELS needs.
#define CONSTANTS \
	VBROADCASTSS ink<>+0(SB), X31  \
	VBROADCASTSS ink<>+4(SB), X30  \
	VPBROADCASTD ink<>+8(SB), X29  \
	VPBROADCASTD ink<>+12(SB), Z28 \
	VPBROADCASTD ink<>+16(SB), Z27 \
	VPBROADCASTD ink<>+20(SB), Z26

// PIXELS unpacks four pixels: AX, BX, R10 and R11 are the distances of their rows from w in
// bytes, and all lanes of Z16 to Z19 their inks.
#define PIXELS \
	MOVQ         0(DX), AX     \
	MOVQ         8(DX), R10    \
	VPANDD       (DX), X29, X20 \
	MOVQ         AX, BX        \
	MOVQ         R10, R11      \
	SHRL         $8, AX        \
	SHRQ         $40, BX       \
	SHRL         $8, R10       \
	SHRQ         $40, R11      \
	IMULQ        R8, AX        \
	IMULQ        R8, BX        \
	IMULQ        R8, R10       \
	IMULQ        R8, R11       \
	VCVTDQ2PS    X20, X20      \
	VMULPS       X30, X20, X21 \
	VFMADD231PS  X31, X20, X21 \
	VBROADCASTSS X21, Z16      \
	VPERMPS      Z21, Z28, Z17 \
	VPERMPS      Z21, Z27, Z18 \
	VPERMPS      Z21, Z26, Z19

// PIXEL unpacks one.
#define PIXEL(row, val) \
	MOVL         (DX), row       \
	MOVBLZX      row, R12        \
	SHRL         $8, row         \
	IMULQ        R8, row         \
	VBROADCASTSS (R9)(R12*4), val

#define SUMS(col, z, p, q, r, s, t, u, v, x) \
	VMULPS col(SI)(AX*1), p, t  \
	VMULPS col(SI)(BX*1), q, u  \
	VMULPS col(SI)(R10*1), r, v \
	VMULPS col(SI)(R11*1), s, x \
	VADDPS u, t, t              \
	VADDPS x, v, v              \
	VADDPS v, t, t              \
	VADDPS t, z, z

// FOUR adds to the columns of z, at col bytes, the products of four rows, and ONE of one.
#define FOUR(col, z) SUMS(col, z, Z16, Z17, Z18, Z19, Z22, Z23, Z24, Z25)
#define FOURHALF(col, z) SUMS(col, z, Y16, Y17, Y18, Y19, Y22, Y23, Y24, Y25)
#define ONE(col, z) \
	VMULPS col(SI)(AX*1), Z16, Z22 \
	VADDPS Z22, z, z
#define ONEHALF(col, z) \
	VMULPS col(SI)(AX*1), Y16, Y22 \
	VADDPS Y22, z, z

// LOAD and STORE move columns of z or d between the memory and a register.
#define LOAD(col, z) VMOVUPS col(DI), z
#define STORE(col, z) VMOVUPS z, col(DI)

// EACH does f for so many columns, sixteen at a time, and h for eight that are left.
#define EACH8(f, h) h(0, Y0)
#define EACH16(f, h) f(0, Z0)
#define EACH24(f, h) EACH16(f, h); h(64, Y1)
#define EACH32(f, h) EACH16(f, h); f(64, Z1)
#define EACH40(f, h) EACH32(f, h); h(128, Y2)
#define EACH48(f, h) EACH32(f, h); f(128, Z2)
#define EACH56(f, h) EACH48(f, h); h(192, Y3)
#define EACH64(f, h) EACH48(f, h); f(192, Z3)
#define EACH72(f, h) EACH64(f, h); h(256, Y4)
#define EACH80(f, h) EACH64(f, h); f(256, Z4)
#define EACH88(f, h) EACH80(f, h); h(320, Y5)
#define EACH96(f, h) EACH80(f, h); f(320, Z5)
#define EACH104(f, h) EACH96(f, h); h(384, Y6)
#define EACH112(f, h) EACH96(f, h); f(384, Z6)
#define EACH120(f, h) EACH112(f, h); h(448, Y7)
#define EACH128(f, h) EACH112(f, h); f(448, Z7)

#define IMAGE(EACH, columns, four, rest, one, done) \
columns:                \
	EACH(LOAD, LOAD)     \
four:                   \
	SUBQ       $4, CX    \
	JLT        rest      \
	PIXELS               \
	PREFETCHT0 (R14)     \
	ADDQ       $64, R14  \
	CMPQ       R14, R15  \
	CMOVQHI    R15, R14  \
	ADDQ       $16, DX   \
	EACH(FOUR, FOURHALF) \
	JMP        four      \
rest:                   \
	ADDQ       $4, CX    \
	JEQ        done      \
one:                    \
	PIXEL(AX, Z16)       \
	EACH(ONE, ONEHALF)   \
	ADDQ       $4, DX    \
	DECQ       CX        \
	JNE        one       \
done:                   \
	EACH(STORE, STORE)   \
	JMP        next

// func accumulateInk512(z, w *float32, stride, columns int, x *[]uint32, m int, later *[]uint16, n int)
TEXT ·accumulateInk512(SB), NOSPLIT, $0-64
	MOVQ z+0(FP), DI
	MOVQ w+8(FP), SI
	MOVQ stride+16(FP), R8
	MOVQ x+32(FP), R13
	LEAQ ·Ink(SB), R9
	SHLQ $2, R8
	CONSTANTS

image:
	MOVQ R9, R14
	MOVQ R9, R15
	DECQ n+56(FP)
	JLT  now
	MOVQ later+48(FP), AX
	ADDQ $24, later+48(FP)
	MOVQ 0(AX), R14
	MOVQ 8(AX), R15
	LEAQ (R14)(R15*2), R15

now:
	MOVQ 0(R13), DX
	MOVQ 8(R13), CX
	MOVQ columns+24(FP), AX
	CMPQ AX, $32
	JGT  above32
	CMPQ AX, $8
	JEQ  columns8
	CMPQ AX, $16
	JEQ  columns16
	CMPQ AX, $24
	JEQ  columns24
	IMAGE(EACH32, columns32, four32, rest32, one32, done32)
	IMAGE(EACH24, columns24, four24, rest24, one24, done24)
	IMAGE(EACH16, columns16, four16, rest16, one16, done16)
	IMAGE(EACH8, columns8, four8, rest8, one8, done8)

above32:
	CMPQ AX, $64
	JGT  above64
	CMPQ AX, $40
	JEQ  columns40
	CMPQ AX, $48
	JEQ  columns48
	CMPQ AX, $56
	JEQ  columns56
	IMAGE(EACH64, columns64, four64, rest64, one64, done64)
	IMAGE(EACH56, columns56, four56, rest56, one56, done56)
	IMAGE(EACH48, columns48, four48, rest48, one48, done48)
	IMAGE(EACH40, columns40, four40, rest40, one40, done40)

above64:
	CMPQ AX, $96
	JGT  above96
	CMPQ AX, $72
	JEQ  columns72
	CMPQ AX, $80
	JEQ  columns80
	CMPQ AX, $88
	JEQ  columns88
	IMAGE(EACH96, columns96, four96, rest96, one96, done96)
	IMAGE(EACH88, columns88, four88, rest88, one88, done88)
	IMAGE(EACH80, columns80, four80, rest80, one80, done80)
	IMAGE(EACH72, columns72, four72, rest72, one72, done72)

above96:
	CMPQ AX, $104
	JEQ  columns104
	CMPQ AX, $112
	JEQ  columns112
	CMPQ AX, $120
	JEQ  columns120
	IMAGE(EACH128, columns128, four128, rest128, one128, done128)
	IMAGE(EACH120, columns120, four120, rest120, one120, done120)
	IMAGE(EACH112, columns112, four112, rest112, one112, done112)
	IMAGE(EACH104, columns104, four104, rest104, one104, done104)

next:
	ADDQ R8, DI
	ADDQ $24, R13
	DECQ m+40(FP)
	JNE  image
	VZEROUPPER
	RET

#define ADD(row, ink, col, d, t) \
	VMULPS  d, ink, t            \
	VADDPS  col(SI)(row*1), t, t \
	VMOVUPS t, col(SI)(row*1)
#define ADD1(col, d) ADD(AX, Z16, col, d, Z22)
#define ADD2(col, d) ADD(BX, Z17, col, d, Z23)
#define ADD3(col, d) ADD(R10, Z18, col, d, Z24)
#define ADD4(col, d) ADD(R11, Z19, col, d, Z25)
#define ADD1HALF(col, d) ADD(AX, Y16, col, d, Y22)
#define ADD2HALF(col, d) ADD(BX, Y17, col, d, Y23)
#define ADD3HALF(col, d) ADD(R10, Y18, col, d, Y24)
#define ADD4HALF(col, d) ADD(R11, Y19, col, d, Y25)

#define UPDATE(EACH, columns, four, rest, one) \
columns:                \
	EACH(LOAD, LOAD)     \
four:                   \
	SUBQ $4, CX          \
	JLT  rest            \
	PIXELS               \
	ADDQ $16, DX         \
	EACH(ADD1, ADD1HALF) \
	EACH(ADD2, ADD2HALF) \
	EACH(ADD3, ADD3HALF) \
	EACH(ADD4, ADD4HALF) \
	JMP  four            \
rest:                   \
	ADDQ $4, CX          \
	JEQ  next            \
one:                    \
	PIXEL(AX, Z16)       \
	EACH(ADD1, ADD1HALF) \
	ADDQ $4, DX          \
	DECQ CX              \
	JNE  one             \
	JMP  next

// func updateInk512(w, d *float32, stride, columns int, x *[]uint32, m int)
TEXT ·updateInk512(SB), NOSPLIT, $0-48
	MOVQ w+0(FP), SI
	MOVQ d+8(FP), DI
	MOVQ stride+16(FP), R8
	MOVQ x+32(FP), R13
	LEAQ ·Ink(SB), R9
	SHLQ $2, R8
	CONSTANTS

image:
	MOVQ  0(R13), DX
	MOVQ  8(R13), CX
	MOVQ  columns+24(FP), AX
	CMPQ AX, $32
	JGT  above32
	CMPQ AX, $8
	JEQ  columns8
	CMPQ AX, $16
	JEQ  columns16
	CMPQ AX, $24
	JEQ  columns24
	UPDATE(EACH32, columns32, four32, rest32, one32)
	UPDATE(EACH24, columns24, four24, rest24, one24)
	UPDATE(EACH16, columns16, four16, rest16, one16)
	UPDATE(EACH8, columns8, four8, rest8, one8)

above32:
	CMPQ AX, $64
	JGT  above64
	CMPQ AX, $40
	JEQ  columns40
	CMPQ AX, $48
	JEQ  columns48
	CMPQ AX, $56
	JEQ  columns56
	UPDATE(EACH64, columns64, four64, rest64, one64)
	UPDATE(EACH56, columns56, four56, rest56, one56)
	UPDATE(EACH48, columns48, four48, rest48, one48)
	UPDATE(EACH40, columns40, four40, rest40, one40)

above64:
	CMPQ AX, $96
	JGT  above96
	CMPQ AX, $72
	JEQ  columns72
	CMPQ AX, $80
	JEQ  columns80
	CMPQ AX, $88
	JEQ  columns88
	UPDATE(EACH96, columns96, four96, rest96, one96)
	UPDATE(EACH88, columns88, four88, rest88, one88)
	UPDATE(EACH80, columns80, four80, rest80, one80)
	UPDATE(EACH72, columns72, four72, rest72, one72)

above96:
	CMPQ AX, $104
	JEQ  columns104
	CMPQ AX, $112
	JEQ  columns112
	CMPQ AX, $120
	JEQ  columns120
	UPDATE(EACH128, columns128, four128, rest128, one128)
	UPDATE(EACH120, columns120, four120, rest120, one120)
	UPDATE(EACH112, columns112, four112, rest112, one112)
	UPDATE(EACH104, columns104, four104, rest104, one104)

next:
	ADDQ R8, DI
	ADDQ $24, R13
	DECQ m+40(FP)
	JNE  image
	VZEROUPPER
	RET

// PAIR takes two of eight pixels at off(DX): rows a and b become addresses.
#define PAIR(off, a, b) \
	MOVQ  off(DX), a \
	MOVQ  a, b       \
	SHRL  $8, a      \
	SHRQ  $40, b     \
	IMULQ R8, a      \
	IMULQ R8, b      \
	ADDQ  R12, a     \
	ADDQ  R12, b

// EIGHTS adds to columns of z at SI, the products of eight rows.
#define EIGHTS(z, u, v, x, t, y, k, l, p, q, r, s, e, f, g, h) \
	VMULPS  (AX)(SI*1), p, z  \
	VMULPS  (BX)(SI*1), q, u  \
	VMULPS  (R10)(SI*1), r, v \
	VMULPS  (R11)(SI*1), s, x \
	VMULPS  (CX)(SI*1), e, t  \
	VMULPS  (R13)(SI*1), f, y \
	VMULPS  (R14)(SI*1), g, k \
	VMULPS  (R15)(SI*1), h, l \
	VADDPS  u, z, z           \
	VADDPS  x, v, v           \
	VADDPS  v, z, z           \
	VADDPS  y, t, t           \
	VADDPS  l, k, k           \
	VADDPS  k, t, t           \
	VADDPS  (DI)(SI*1), z, z  \
	VADDPS  t, z, z           \
	VMOVUPS z, (DI)(SI*1)

// func accumulateEights512(z, w *float32, stride, columns int, eights *inkedEight, n int, later *[]uint16, soon int)
TEXT ·accumulateEights512(SB), NOSPLIT, $0-64
	MOVQ later+48(FP), SI
	MOVQ soon+56(FP), CX

ask:
	DECQ CX
	JLT  asked
	MOVQ 0(SI), AX
	MOVQ 8(SI), BX
	LEAQ (AX)(BX*2), BX
	ADDQ $24, SI

line:
	CMPQ       AX, BX
	JCC        ask
	PREFETCHT0 (AX)
	ADDQ       $64, AX
	JMP        line

asked:
	MOVQ stride+16(FP), R8
	MOVQ eights+32(FP), DX
	SHLQ $2, R8
	SHLQ $2, columns+24(FP)
	SUBQ $64, columns+24(FP) // the last sixteen
	CONSTANTS
	VPBROADCASTD ink<>+8(SB), Y29
	VBROADCASTSS ink<>+0(SB), Y31
	VBROADCASTSS ink<>+4(SB), Y30
	VPADDD       Z26, Z28, Z25 // 4
	VPADDD       Z26, Z27, Z24 // 5
	VPADDD       Z26, Z26, Z23 // 6
	VPADDD       Z24, Z27, Z22 // 7

eight:
	VPANDD       (DX), Y29, Y20
	MOVQ         w+8(FP), R12
	PAIR(0, AX, BX)
	PAIR(8, R10, R11)
	PAIR(16, CX, R13)
	PAIR(24, R14, R15)
	MOVL         32(DX), DI
	IMULQ        R8, DI
	ADDQ         z+0(FP), DI
	VCVTDQ2PS    Y20, Y20
	VMULPS       Y30, Y20, Y21
	VFMADD231PS  Y31, Y20, Y21
	VBROADCASTSS X21, Z8
	VPERMPS      Z21, Z28, Z9
	VPERMPS      Z21, Z27, Z10
	VPERMPS      Z21, Z26, Z11
	VPERMPS      Z21, Z25, Z12
	VPERMPS      Z21, Z24, Z13
	VPERMPS      Z21, Z23, Z14
	VPERMPS      Z21, Z22, Z15
	XORL         SI, SI
	MOVQ         columns+24(FP), R12
	CMPQ         SI, R12
	JGT          half

columns:
	EIGHTS(Z0, Z1, Z2, Z3, Z4, Z5, Z6, Z7, Z8, Z9, Z10, Z11, Z12, Z13, Z14, Z15)
	ADDQ $64, SI
	CMPQ SI, R12
	JLE  columns

half:
	ADDQ $32, R12
	CMPQ SI, R12
	JGT  done
	EIGHTS(Y0, Y1, Y2, Y3, Y4, Y5, Y6, Y7, Y8, Y9, Y10, Y11, Y12, Y13, Y14, Y15)

done:
	ADDQ $36, DX
	DECQ n+40(FP)
	JNE  eight
	VZEROUPPER
	RET

// TERM adds to the columns of the row, at col bytes, an image's ink times its d.
#define TERM(col, w) \
	VMULPS col(BX), Z30, Z31 \
	VADDPS Z31, w, w
#define TERMHALF(col, w) \
	VMULPS col(BX), Y30, Y31 \
	VADDPS Y31, w, w

#define ENTRY \
	MOVL         (DX), BX         \
	MOVBLZX      BX, R12          \
	SHRL         $8, BX           \
	IMULQ        R8, BX           \
	ADDQ         DI, BX           \
	VBROADCASTSS (R9)(R12*4), Z30 \
	ADDQ         $4, DX

#define BLOCK(EACH, columns, block, entry) \
block:                       \
	EACH(LOADROW, LOADROW)    \
	MOVL 4(R13), CX           \
	MOVQ R10, DX              \
entry:                       \
	ENTRY                     \
	EACH(TERM, TERMHALF)      \
	DECQ CX                   \
	JNE  entry                \
	EACH(STOREROW, STOREROW)  \
	ADDQ $(4*columns), AX     \
	ADDQ $(4*columns), DI     \
	SUBQ $columns, R15        \
	JMP  columnsLeft

#define LOADROW(col, w) VMOVUPS col(AX), w
#define STOREROW(col, w) VMOVUPS w, col(AX)

#define EACH304(f, h) EACH128(f, h); f(512, Z8); f(576, Z9); f(640, Z10); f(704, Z11); f(768, Z12); f(832, Z13); f(896, Z14); f(960, Z15); f(1024, Z16); f(1088, Z17); f(1152, Z18)

// func updateRows512(w, d *float32, stride, columns int, ink *uint32, room int, rows *inkedRow, n int)
TEXT ·updateRows512(SB), NOSPLIT, $0-64
	MOVQ w+0(FP), SI
	MOVQ stride+16(FP), R8
	MOVQ rows+48(FP), R13
	MOVQ n+56(FP), R14
	LEAQ ·Ink(SB), R9
	MOVQ room+40(FP), R11
	SHLQ $2, R8
	SHLQ $2, R11

row:
	MOVL  0(R13), AX
	MOVQ  AX, R10
	IMULQ R8, AX
	ADDQ  SI, AX          // the row
	IMULQ R11, R10
	ADDQ  ink+32(FP), R10 // its list
	MOVQ d+8(FP), DI
	MOVQ columns+24(FP), R15

columnsLeft:
	CMPQ R15, $304
	JGE  block304
	CMPQ R15, $128
	JGE  block128
	CMPQ R15, $104
	JGE  block104
	CMPQ R15, $64
	JGE  block64
	CMPQ R15, $32
	JGE  block32
	CMPQ R15, $16
	JGE  block16
	CMPQ R15, $8
	JGE  block8
	ADDQ $8, R13
	DECQ R14
	JNE  row
	VZEROUPPER
	RET
	BLOCK(EACH304, 304, block304, entry304)
	BLOCK(EACH128, 128, block128, entry128)
	BLOCK(EACH104, 104, block104, entry104)
	BLOCK(EACH64, 64, block64, entry64)
	BLOCK(EACH32, 32, block32, entry32)
	BLOCK(EACH16, 16, block16, entry16)
	BLOCK(EACH8, 8, block8, entry8)
