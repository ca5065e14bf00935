// {{.Title}}
{{range .Facts}}// {{.}}
{{end -}}
//
// Made by digitpad. For a page (<script src="…">) or for Node (require("./…")):
//
//     const { digit, output } = digitpad.predict(image);
//
// The image has {{.Inputs}} numbers, row by row, 0 blank and 255 full ink, as MNIST has digits: white
// ink on black, the longest side 20 of 28 pixels, the centre of mass in the middle.
"use strict";

const digitpad = (() => {
  const sigmoid = (z) => z.map((v) => 1 / (1 + Math.exp(-v)));
  const tanh = (z) => z.map(Math.tanh);
  const relu = (z) => z.map((v) => Math.max(v, 0));
  const softmax = (z) => {
    const top = z.reduce((a, b) => Math.max(a, b));
    const e = z.map((v) => Math.exp(v - top));
    const sum = e.reduce((a, b) => a + b);
    return e.map((v) => v / sum);
  };

  // A row of weights for each unit.
  const layers = [
{{- range .Layers}}
    { f: {{.F}}, in: {{.In}}, b: [
{{floats .Biases}}], w: new Float32Array([
{{floats .Weights}}]) },
{{- end}}
  ];
{{- if not .OneHot}}

  // What the outputs should be for each digit.
  const targets = [
{{- range .Rows}}
    [{{range $i, $v := .}}{{if $i}}, {{end}}{{$v}}{{end}}],
{{- end}}
  ];
{{- end}}

  // predict reads an image: the digit, and the activations of the outputs.
  function predict(image) {
    if (image.length !== {{.Inputs}}) throw new Error(`an image has {{.Inputs}} pixels, not ${image.length}`);
    let a = Array.from(image, (ink) => ink / 255);
    for (const layer of layers) {
      const z = layer.b.map((b, k) => {
        for (let p = 0; p < layer.in; p++) b += layer.w[k * layer.in + p] * a[p];
        return b;
      });
      a = layer.f(z);
    }
{{- if .OneHot}}
    return { digit: a.indexOf(Math.max(...a)), output: a };
{{- else}}
    const distance = targets.map((t) => t.reduce((sum, y, k) => sum + (a[k] - y) ** 2, 0));
    return { digit: distance.indexOf(Math.min(...distance)), output: a };
{{- end}}
  }

  return { predict };
})();

if (typeof module !== "undefined") module.exports = digitpad;
