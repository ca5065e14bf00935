
/* The sketch: send the {{.Inputs}} bytes of an image over the serial line, at 115200 baud; it
 * answers with the digit and how strongly each output speaks for it. */
static unsigned char digitpad_image[DIGITPAD_INPUTS];
static float digitpad_output[DIGITPAD_OUTPUTS];

void setup()
{
    Serial.begin(115200);
    Serial.setTimeout(2000); /* a shorter image is dropped */
}

void loop()
{
    if (!Serial.available() || Serial.readBytes((char *)digitpad_image, DIGITPAD_INPUTS) != DIGITPAD_INPUTS)
        return;
    Serial.print(digitpad_predict(digitpad_image, digitpad_output));
    for (int k = 0; k < DIGITPAD_OUTPUTS; k++) {
        Serial.print(' ');
        Serial.print(digitpad_output[k], 3);
    }
    Serial.println();
}
