//go:build faults

package mnist

import (
	"fmt"
	"net/http"
	"testing"
	"testing/synctest"

	"digitpad/training"
)

// TestFaultDownloadCut: each answer of the mirror ends after 64 KiB.
func TestFaultDownloadCut(t *testing.T) {
	t.Attr("fault", "the download is cut at every 64 KiB")
	contents := imagesFile(noise(2000 * training.Pixels))
	whole, requests := gzipped(contents), 0
	cut := func(w http.ResponseWriter, r *http.Request) {
		requests++
		at := 0
		fmt.Sscanf(r.Header.Get("Range"), "bytes=%d-", &at)
		w.Header().Set("Content-Length", fmt.Sprint(len(whole)-at))
		if at > 0 {
			w.Header().Set("Content-Range", fmt.Sprintf("bytes %d-%d/%d", at, len(whole)-1, len(whole)))
			w.WriteHeader(http.StatusPartialContent)
		}
		w.Write(whole[at:min(at+64<<10, len(whole))])
		http.NewResponseController(w).Flush()
		if at+64<<10 < len(whole) {
			panic(http.ErrAbortHandler)
		}
	}
	synctest.Test(t, func(t *testing.T) {
		m, dir := newMirrors(t, cut), t.TempDir()
		m.files[0] = file{"big.gz", int64(len(whole)), sumOf(contents)}
		if err := m.Download(t.Context(), dir, nil); err != nil {
			t.Fatal(err)
		}
		contains(t, dir, map[string][]byte{"big.gz": whole, "small.gz": small})
	})
	if least := len(whole) / (64 << 10); requests < least {
		t.Errorf("%d requests for %d pieces", requests, least)
	}
	t.Attr("outcome", fmt.Sprintf("whole after %d requests for %d KiB", requests, len(whole)>>10))
}
