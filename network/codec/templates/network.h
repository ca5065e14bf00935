/* {{.Title}}
{{range .Facts}} * {{.}}
{{end}} *
 * Made by digitpad. C99 or C++, no other files; int8 weights and an Arduino's flash
 * memory are taken care of.
 *
 *     unsigned char image[DIGITPAD_INPUTS]; // row by row; 0 blank, 255 full ink
 *     float output[DIGITPAD_OUTPUTS];
 *     int digit = digitpad_predict(image, output);
 *
 * The network expects digits as MNIST has them: white ink on black, the longest side 20
 * of 28 pixels, the centre of mass in the middle.
 */
#ifndef DIGITPAD_NETWORK_H
#define DIGITPAD_NETWORK_H

#include <math.h>
#include <stdint.h>

#if defined(__AVR__) /* constants stay in flash memory */
#include <avr/pgmspace.h>
#define DIGITPAD_ROM PROGMEM
#define DIGITPAD_INT8(p) ((int8_t)pgm_read_byte(p))
#define DIGITPAD_FLOAT(p) pgm_read_float(p)
#else
#define DIGITPAD_ROM
#define DIGITPAD_INT8(p) (*(p))
#define DIGITPAD_FLOAT(p) (*(p))
#endif

#define DIGITPAD_INPUTS {{.Inputs}}
#define DIGITPAD_OUTPUTS {{.Outputs}}
{{range .Layers}}
/* Layer {{.Number}}: {{.In}} inputs, {{.Out}} units; a row of weights for each unit. */
{{- if $.Int8}}
static const int8_t digitpad_w{{.Number}}[{{.In}} * {{.Out}}] DIGITPAD_ROM = {
{{.Weights8}}};
static const float digitpad_s{{.Number}}[{{.Out}}] DIGITPAD_ROM = { /* a weight of 1 stands for */
{{cfloats .Scales}}};
{{- else}}
static const float digitpad_w{{.Number}}[{{.In}} * {{.Out}}] DIGITPAD_ROM = {
{{cfloats .Weights}}};
{{- end}}
static const float digitpad_b{{.Number}}[{{.Out}}] DIGITPAD_ROM = {
{{cfloats .Biases}}};
{{end}}
{{- if not .OneHot}}
/* What the outputs should be for each digit. */
static const float digitpad_targets[{{len .Rows}} * DIGITPAD_OUTPUTS] DIGITPAD_ROM = {
{{cfloats .Targets}}};
{{end}}
/* digitpad_predict reads an image: the digit, and the activations of the outputs. */
static int digitpad_predict(const unsigned char image[DIGITPAD_INPUTS], float output[DIGITPAD_OUTPUTS])
{
{{- range .Layers}}{{if not .Last}}
    float a{{.Number}}[{{.Out}}];
{{- end}}{{end}}
    int digit = 0;
{{range .Layers}}
    /* layer {{.Number}}: z = b + sum of w * a, a = {{.F}}(z) */
    for (int k = 0; k < {{.Out}}; k++) {
{{- if and .First $.Int8}}
        int32_t sum = 0;
        for (int p = 0; p < {{.In}}; p++)
            sum += (int32_t)image[p] * DIGITPAD_INT8(&digitpad_w{{.Number}}[(int32_t)k * {{.In}} + p]);
        double z = DIGITPAD_FLOAT(&digitpad_b{{.Number}}[k]) + sum * (double)DIGITPAD_FLOAT(&digitpad_s{{.Number}}[k]) / 255;
{{- else}}
        double z = {{if $.Int8}}0{{else}}DIGITPAD_FLOAT(&digitpad_b{{.Number}}[k]){{end}};
        for (int p = 0; p < {{.In}}; p++)
            z += {{if .First}}image[p] / 255.0{{else}}(double)a{{.Before}}[p]{{end}} * {{if $.Int8}}DIGITPAD_INT8{{else}}DIGITPAD_FLOAT{{end}}(&digitpad_w{{.Number}}[(int32_t)k * {{.In}} + p]);
{{- if $.Int8}}
        z = DIGITPAD_FLOAT(&digitpad_b{{.Number}}[k]) + z * DIGITPAD_FLOAT(&digitpad_s{{.Number}}[k]);
{{- end}}
{{- end}}
{{- if eq .F "sigmoid"}}
        {{.To}}[k] = (float)(1 / (1 + exp(-z)));
{{- else if eq .F "tanh"}}
        {{.To}}[k] = (float)tanh(z);
{{- else if eq .F "relu"}}
        {{.To}}[k] = z > 0 ? (float)z : 0;
{{- else}}
        {{.To}}[k] = (float)z;
{{- end}}
    }
{{- if eq .F "softmax"}}
    float top = output[0];
    double all = 0;
    for (int k = 1; k < DIGITPAD_OUTPUTS; k++)
        if (output[k] > top)
            top = output[k];
    for (int k = 0; k < DIGITPAD_OUTPUTS; k++)
        all += exp((double)output[k] - top);
    for (int k = 0; k < DIGITPAD_OUTPUTS; k++)
        output[k] = (float)(exp((double)output[k] - top) / all);
{{- end}}
{{end}}
{{- if .OneHot}}
    for (int k = 1; k < DIGITPAD_OUTPUTS; k++)
        if (output[k] > output[digit])
            digit = k;
{{- else}}
    double least = INFINITY;
    for (int d = 0; d < {{len .Rows}}; d++) { /* the digit whose target is nearest */
        double distance = 0;
        for (int k = 0; k < DIGITPAD_OUTPUTS; k++) {
            double off = (double)output[k] - DIGITPAD_FLOAT(&digitpad_targets[d * DIGITPAD_OUTPUTS + k]);
            distance += off * off;
        }
        if (distance < least) {
            least = distance;
            digit = d;
        }
    }
{{- end}}
    return digit;
}

#endif
