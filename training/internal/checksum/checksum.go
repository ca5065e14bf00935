// Package checksum has the sums by which MNIST's files are known.
package checksum

// Files are the SHA-256 of two IDX files, decompressed, in hexadecimal.
type Files struct{ Images, Labels string }

// MNIST are the sums of its files, of the training and of the test data.
var MNIST = [2]Files{
	{
		Images: "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
		Labels: "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
	},
	{
		Images: "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
		Labels: "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
	},
}
