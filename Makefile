# digitpad: make help lists what there is.

# One set of flags for all builds shares one build cache: the C code in Fyne
# takes minutes to compile.
export GOFLAGS := -trimpath

APP := io.github.digitpad
# Fyne reads its font of emoji, of which the window shows none, again for every style of text.
BUILD := go build -tags no_emoji
VERSION := $(shell sed -n 's/^ *Version = "\(.*\)"/\1/p' FyneApp.toml)
GOFUMPT := mvdan.cc/gofumpt@v0.12.0
ACTIONLINT := github.com/rhysd/actionlint/cmd/actionlint@v1.7.12
STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2
GOVULNCHECK := golang.org/x/vuln/cmd/govulncheck@v1.9.0
GOSEC := github.com/securego/gosec/v2/cmd/gosec@v2.30.0

.DEFAULT_GOAL := help

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "make %-16s %s\n", $$1, $$2 }' Makefile

##
## Run
##

.PHONY: run
run: build ## install what is missing, build, and open the window; without a display: demo
	@if [ "$$(uname -s)" != Linux ] || [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then exec bin/digitpad; fi; \
	  echo 'There is no display here, so digitpad shows what it can on a virtual one.'; \
	  $(MAKE) --no-print-directory demo

.PHONY: build
build: ## build bin/digitpad
	@.ci/packages window
	@[ -x bin/digitpad ] || echo 'building digitpad; the first time, this takes some minutes'
	$(BUILD) -o bin/ ./cmd/digitpad

.PHONY: demo
demo: build ## draw a digit and train on a virtual display, and keep the screenshots
	@.ci/packages screen
	DIGITPAD_SCREENSHOTS=$(CURDIR)/dist/demo CGO_ENABLED=0 go test -count=1 -tags e2e -run '^TestDemo$$' ./cmd/digitpad
	@ls -1 dist/demo/*.png

.PHONY: screens
screens: build ## pictures of all tabs in each size, theme and language, to be looked at
	@.ci/packages screen
	DIGITPAD_SCREENSHOTS=$(CURDIR)/dist/screens CGO_ENABLED=0 go test -count=1 -timeout 30m -tags e2e -run '^TestScreens$$' ./cmd/digitpad

.PHONY: pictures
pictures: build ## the README's pictures, from the window as it is
	@.ci/packages screen
	DIGITPAD_SCREENSHOTS=$(CURDIR)/dist/pictures CGO_ENABLED=0 go test -count=1 -tags e2e -run '^Test(Demo|EndToEndStudent)$$' ./cmd/digitpad
	mv dist/pictures/3-it-is-trained.png dist/pictures/window.png
	for name in window guide inspect correct compare lab; do \
	  convert dist/pictures/$$name.png -crop 1240x768+0+0 +repage +dither -colors 255 PNG8:docs/$$name.png || exit 1; done

##
## Check
##

# The programs of the tests are many and soon over: without debugging information, and with
# memory collected late, they take three quarters of the time. make lint vets them.
GO_TEST := CGO_ENABLED=0 GOGC=300 go test -vet=off -ldflags='-s -w' -p $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)

.PHONY: test
test: ## unit tests, in a minute; they need neither a display nor a C compiler
	$(GO_TEST) -short $(TESTFLAGS) ./...

.PHONY: test-all
test-all: ## the same tests at full size, and those that take long: all of MNIST, every export compiled and run
	@.ci/packages exports
	$(GO_TEST) $(TESTFLAGS) ./...

.PHONY: race
race: ## unit tests of what has goroutines, with the race detector, which is slow: the program, and those that need data, are for make test
	@.ci/packages window
	DIGITPAD_DATA= CGO_ENABLED=1 go test -race -timeout 30m $(TESTFLAGS) \
	  $$(go list ./network/... ./training/... ./gui/... | grep -v -e /training/segment -e /training/preprocess)

.PHONY: e2e
e2e: build ## the built program on a virtual display, driven by a real pointer
	@.ci/packages screen
	CGO_ENABLED=0 go test -count=1 -v -timeout 20m -tags e2e -run '^TestEndToEnd' ./cmd/digitpad

.PHONY: exports
exports: ## compiles and runs what networks are exported as: C, Arduino, Go, JavaScript, NumPy, ONNX
	@.ci/packages exports
	CGO_ENABLED=0 go test -count=1 -v -run '^Test(Int8|Sketch|.*GivesTheSameOutputs)' ./network/codec

.PHONY: lint
lint: ## gofumpt, vet, staticcheck
	@.ci/packages window
	@unformatted=$$(go run $(GOFUMPT) -l .); \
	  if [ -n "$$unformatted" ]; then echo "not formatted: $$unformatted"; exit 1; fi
	go vet ./...
	CGO_ENABLED=0 go vet -tags faults,e2e ./...
	go run $(STATICCHECK) ./...

# What gosec is not asked for, since the answer is the same everywhere: unsafe is for
# the kernels' assembly and for huge pages (G103); errors that are left are of closing
# what has failed already, and of progress bars (G104); numbers are checked before they
# are converted (G115); names of files and folders, addresses of displays and programs
# to compare with are the user's own (G204, G304, G703, G704), and so is who may read
# his files: the umask (G301, G302, G306); the names that are joined to a mirror's
# address are constants (G125); random numbers are to come out the same again (G404).
NOT_SECURITY := G103,G104,G115,G125,G204,G301,G302,G304,G306,G404,G703,G704

.PHONY: security
security: ## gosec, for what is usually exploited
	CGO_ENABLED=0 go run $(GOSEC) -quiet -exclude-generated -exclude=$(NOT_SECURITY) ./network/... ./training/... ./gui/... ./cmd/...

.PHONY: vulnerabilities
vulnerabilities: ## govulncheck: known ones of what the program calls; asks vuln.go.dev
	@.ci/packages window
	go run $(GOVULNCHECK) ./...

.PHONY: determinism
determinism: ## the same bits on this CPU, without its assembly, and on other CPUs under qemu
	@.ci/packages emulators
	training/testdata/determinism.sh

.PHONY: coverage
coverage: ## share of statements that the tests reach; fails where it is too small
	@mkdir -p bin
	DIGITPAD_DATA= CGO_ENABLED=0 go test -short -coverprofile bin/coverage.out \
	  -coverpkg ./network/...,./training/...,./gui/... ./network/... ./training/... ./gui/...
	@awk -v 'need=network 90 training 90 gui 75' -f .ci/coverage.awk bin/coverage.out

.PHONY: mutation
mutation: ## break one thing at a time in network, training and the state of the window: how often do the tests notice? MUTANTS=300 tries as many, PACKAGES some
	CGO_ENABLED=0 go run ./.ci/mutate -least 85 -sample $(or $(MUTANTS),0) -seed $(or $(SEED),1) $(or $(PACKAGES),./network/... ./training/... ./gui/state/...)

# How often, how many and how long: make faults KILLS=20 EVENTS=1000 EPOCHS=3000 takes
# a tenth of the time.
KILLS ?= 200
EVENTS ?= 10000
EPOCHS ?= 30000
FAULTS := DIGITPAD_KILLS=$(KILLS) DIGITPAD_EVENTS=$(EVENTS) DIGITPAD_EPOCHS=$(EPOCHS) go test -count=1 -tags faults,e2e -v -timeout 2h
SLOW := ^TestFault(Killed|LongTraining)

.PHONY: faults
faults: ## full disks, cut downloads, kill -9, … : a table of what came of each; KILLS, EVENTS and EPOCHS say how much
	@.ci/packages window
	@.ci/packages screen
	go build -race -o bin/race/ ./cmd/digitpad
	@(DIGITPAD_PROGRAM=$(CURDIR)/bin/race/digitpad CGO_ENABLED=0 $(FAULTS) -run '^TestFault' ./cmd/digitpad ./training/mnist; \
	  CGO_ENABLED=0 $(FAULTS) -run '$(SLOW)' ./gui ./gui/state/train; \
	  CGO_ENABLED=1 $(FAULTS) -race -run '^TestFault' -skip '$(SLOW)' ./gui) 2>&1 | awk -f .ci/faults.awk

# Every reader of outside bytes has a fuzz target. What one finds, it keeps as a
# seed in the testdata beside it, which go test runs ever after.
FUZZTIME ?= 30s

# An input that reaches something new is first made shorter, which may take the whole time
# where it is not limited.
.PHONY: fuzz
fuzz: ## hostile bytes for every reader, FUZZTIME (30s) each
	@grep -ro '^func Fuzz[A-Za-z]*' --include='*_test.go' network training gui cmd | sed 's|/[^/]*:func | |' | \
	  while read -r folder target; do \
	    echo "$$folder: $$target"; \
	    CGO_ENABLED=0 go test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 50x "./$$folder" </dev/null || exit 1; \
	  done

.PHONY: ci
ci: ## all that the continuous integration checks
	.ci/run

##
## Measure
##

.PHONY: bench
bench: ## speed of training on MNIST, next to the portable code and the machine's limits
	CGO_ENABLED=0 go run ./cmd/benchmark

.PHONY: bench-baselines
bench-baselines: ## the same networks in NumPy, PyTorch and scikit-learn, as far as python3 has them, and in FANN where gcc finds it, on one core and on all
	CGO_ENABLED=0 go run ./cmd/benchmark -baselines

.PHONY: bench-growth
bench-growth: ## charts for docs/speed.md: time by hidden units, by mini-batch size, by cores and by examples
	CGO_ENABLED=0 go run ./cmd/benchmark -growth docs/speed

.PHONY: bench-go
bench-go: ## Go benchmarks of the kernels and of whole epochs
	CGO_ENABLED=0 go test -run '^$$' -bench . -benchmem ./network/... ./training/...

.PHONY: latency
latency: build ## pointer to bars while training on MNIST; DIGITPAD_DATA names its folder
	@.ci/packages screen
	CGO_ENABLED=0 go test -count=1 -v -tags e2e -run '^TestEndToEndLatency$$' ./cmd/digitpad

.PHONY: frames
frames: build ## the longest steps of the window's goroutine while training, on a small and on a large screen
	@.ci/packages screen
	CGO_ENABLED=0 go test -count=1 -v -tags e2e -run '^TestEndToEndFrames$$' ./cmd/digitpad

.PHONY: memory
memory: build ## of 100 epochs of 784-100-10 with every view opened: what the program takes; DIGITPAD_DATA names MNIST's folder
	@.ci/packages screen
	CGO_ENABLED=0 go test -count=1 -v -tags e2e -timeout 0 -run '^TestEndToEndMemory$$' ./cmd/digitpad

SOAK ?= 2h

.PHONY: soak
soak: build ## a student's path again and again, for SOAK=2h: what the program takes after each round, and by how much that grows
	@.ci/packages screen
	DIGITPAD_SOAK=$(SOAK) CGO_ENABLED=0 go test -count=1 -v -tags e2e -timeout 0 -run '^TestEndToEndSoak$$' ./cmd/digitpad

.PHONY: start
start: package ## processor time from the start to the window, and idle, of the packed program
	@.ci/packages screen
	DIGITPAD_PROGRAM=$(CURDIR)/bin/release/digitpad CGO_ENABLED=0 go test -count=1 -v -tags e2e -run '^TestStart$$' ./cmd/digitpad

# The pen strokes that the shipped network learns from, and those of its file that
# it is judged by: E. Alpaydin, F. Alimoglu, "Pen-Based Recognition of Handwritten
# Digits", UCI Machine Learning Repository.
PENS ?= $(DIGITPAD_DATA)/pen/pendigits-train.jsonl.gz
JUDGES := train-25,train-26,train-27,train-28,train-29,train-30

.PHONY: accuracy
accuracy: ## how networks read MNIST and pens, as written, turned, small, thin and thick; needs MNIST and PENS
	CGO_ENABLED=0 go run ./cmd/digitpad train --data sample --validation 0 --hidden 300 --activation relu --output softmax \
	  --cost log-likelihood --initializer he --rate 0.1 --batch 16 --schedule cosine --epochs 100 --decay 6 --dropout 0.1 \
	  --shift 0.4 --rotation 8 --scale 0.11 --shear 0.17 --stroke 0.8 --elastic 1 --out bin/sample.safetensors
	CGO_ENABLED=0 go run ./cmd/digitpad accuracy --strokes $(PENS) --writers $(JUDGES) bin/sample.safetensors

##
## Make what the program comes with
##

.PHONY: pretrained
pretrained: ## train the networks that come with digitpad, on MNIST and PENS
	CGO_ENABLED=0 go run ./cmd/digitpad pretrain --strokes $(PENS) --into assets/networks

##
## Package
##

SHARE := bin/linux/digitpad/usr/local/share
LINUX_ARCHIVE = dist/digitpad-$(VERSION)-linux-$$(go env GOARCH).tar.xz

# The time of the commit is that of all files that are packed, so that the same
# commit gives the same bytes.
export SOURCE_DATE_EPOCH := $(shell git log -1 --format=%ct 2>/dev/null || echo 0)

.PHONY: package
package: ## for Linux: program, icon, desktop entry, install and uninstall
	@.ci/packages window
	@.ci/packages archive
	$(BUILD) -ldflags '-s -w' -o bin/release/ ./cmd/digitpad
	@# The tool counts builds in FyneApp.toml, which is not to change by packing.
	cp FyneApp.toml bin/; XZ_DEFAULTS=-0 env -u GOARCH -u CC go tool fyne package --target linux --release --executable bin/release/digitpad; \
	  status=$$?; mv bin/FyneApp.toml FyneApp.toml; exit $$status
	rm -rf bin/linux && mkdir -p bin/linux dist
	tar -C bin/linux -xf digitpad.tar.xz && rm digitpad.tar.xz
	cp -r assets/linux/. LICENSE bin/linux/digitpad/
	install -D assets/licences.txt $(SHARE)/doc/digitpad/licences.txt
	sed -i '/^$$/d; /^Exec=/aMimeType=application/x-digitpad-lesson;application/x-digitpad-workspace;' $(SHARE)/applications/$(APP).desktop
	sed -i "s/@VERSION@/$(VERSION)/; s/@DATE@/$$(date -u -d @$(SOURCE_DATE_EPOCH) +%F)/" $(SHARE)/metainfo/$(APP).metainfo.xml
	chmod -R u=rwX,go=rX bin/linux/digitpad
	desktop-file-validate $(SHARE)/applications/$(APP).desktop
	appstreamcli validate --no-net $(SHARE)/metainfo/$(APP).metainfo.xml
	tar -C bin/linux --sort=name --format=gnu --owner=0 --group=0 --numeric-owner --mtime=@$(SOURCE_DATE_EPOCH) -c digitpad | xz -T1 >$(LINUX_ARCHIVE)

.PHONY: reproducible
reproducible: ## build the archive for Linux in two places, and compare
	rm -rf bin/twice
	for copy in first second; do \
	  git clone -q . bin/twice/$$copy && $(MAKE) -C bin/twice/$$copy package || exit 1; \
	done
	cmp bin/twice/*/$(LINUX_ARCHIVE)
	sha256sum bin/twice/*/$(LINUX_ARCHIVE)
	rm -rf bin/twice

.PHONY: package-test
package-test: package ## unpack the package for Linux and try its program
	@.ci/packages screen
	rm -rf bin/unpacked && mkdir -p bin/unpacked
	tar -C bin/unpacked -xf $(LINUX_ARCHIVE)
	bin/unpacked/digitpad/usr/local/bin/digitpad version | tee /dev/stderr | grep -qx 'digitpad $(VERSION)'
	DIGITPAD_PROGRAM=$(CURDIR)/bin/unpacked/digitpad/usr/local/bin/digitpad \
	  CGO_ENABLED=0 go test -count=1 -v -tags e2e -run '^TestDemo$$' ./cmd/digitpad

DEBIAN_ARCH := $(shell dpkg --print-architecture 2>/dev/null)

define DEBIAN_CONTROL
Package: digitpad
Version: $(VERSION)
Architecture: $(DEBIAN_ARCH)
Maintainer: The digitpad developers <digitpad@users.noreply.github.com>
Homepage: https://github.com/digitpad/digitpad
Section: education
Priority: optional
Depends: libc6 (>= 2.34), libgl1, libegl1, libx11-6, libxcursor1, libxi6, libxinerama1, libxrandr2, libxxf86vm1, libwayland-client0, libwayland-cursor0, libwayland-egl1, libxkbcommon0
Description: see a neural network learn handwritten digits
 Draw a digit, watch ten bars answer while the stroke is being drawn, train a
 network of your own and watch its cost fall, epoch by epoch.
endef
export DEBIAN_CONTROL

.PHONY: package-deb
package-deb: package ## for Debian and Ubuntu: apt installs it
	rm -rf bin/deb && mkdir -p bin/deb/DEBIAN
	tar -C bin/deb --strip-components 1 -xf $(LINUX_ARCHIVE) digitpad/usr
	mv bin/deb/usr/local/* bin/deb/usr/ && rmdir bin/deb/usr/local
	cat LICENSE assets/licences.txt >bin/deb/usr/share/doc/digitpad/copyright && rm bin/deb/usr/share/doc/digitpad/licences.txt
	gzip -n9 <CHANGELOG.md >bin/deb/usr/share/doc/digitpad/changelog.gz && gzip -n9 bin/deb/usr/share/man/man1/digitpad.1
	echo "$$DEBIAN_CONTROL" >bin/deb/DEBIAN/control
	chmod -R u=rwX,go=rX bin/deb
	dpkg-deb --root-owner-group --build bin/deb dist/digitpad_$(VERSION)_$(DEBIAN_ARCH).deb

.PHONY: package-arm64
package-arm64: ## for Linux on 64-bit ARM, on Debian: the archive and the package; its commands are tried under qemu
	@.ci/packages arm64
	CC=aarch64-linux-gnu-gcc PKG_CONFIG_LIBDIR=/usr/lib/aarch64-linux-gnu/pkgconfig:/usr/share/pkgconfig \
	  CGO_ENABLED=1 GOARCH=arm64 $(MAKE) package-deb DEBIAN_ARCH=arm64
	qemu-aarch64 bin/release/digitpad version
	qemu-aarch64 bin/release/digitpad predict .ci/three.png | tee /dev/stderr | grep -qx "prediction 3"

.PHONY: bare-test
bare-test: package-deb ## as root: run, test and the package for Debian on a bare RELEASE: a table of what came of it
	.ci/bare $(or $(RELEASE),bookworm) dist/digitpad_$(VERSION)_$(DEBIAN_ARCH).deb

.PHONY: package-windows
package-windows: ## for Windows, on Debian: digitpad.exe with its icon
	@.ci/packages windows
	@mkdir -p bin dist
	go build -o bin/fyne fyne.io/tools/cmd/fyne
	cd cmd/digitpad && CC=x86_64-w64-mingw32-gcc CGO_ENABLED=1 GOOS=windows GOARCH=amd64 \
	  ../../bin/fyne package --target windows --release --tags no_emoji --icon ../../assets/icon.png \
	  --name digitpad --app-id $(APP) --app-version $(VERSION)
	mv cmd/digitpad/digitpad.exe dist/digitpad-$(VERSION)-windows-amd64.exe

.PHONY: windows-test
windows-test: package-windows ## start the program for Windows under wine
	@.ci/packages wine
	@.ci/packages screen
	.ci/wine dist/digitpad-$(VERSION)-windows-amd64.exe dist/demo/windows.png

.PHONY: package-web
package-web: ## for a browser: a folder for any web server
	@mkdir -p dist
	rm -rf dist/digitpad-$(VERSION)-web
	GOOS=js GOARCH=wasm $(BUILD) -ldflags '-s -w' -o bin/release/digitpad.wasm ./cmd/digitpad
	cp FyneApp.toml bin/; go tool fyne package --target web --release --executable bin/release/digitpad.wasm; \
	  status=$$?; mv bin/FyneApp.toml FyneApp.toml; exit $$status
	mv wasm dist/digitpad-$(VERSION)-web
	tar -C dist -cJf dist/digitpad-$(VERSION)-web.tar.xz digitpad-$(VERSION)-web

.PHONY: package-web-test
package-web-test: package-web ## draw and train in a browser, with a real pointer; prints size and first paint
	@.ci/packages screen
	@.ci/packages browser
	DIGITPAD_WEB=$(CURDIR)/dist/digitpad-$(VERSION)-web DIGITPAD_SCREENSHOTS=$(CURDIR)/dist/demo \
	  CGO_ENABLED=0 go test -count=1 -v -tags e2e -run '^TestWeb$$' ./cmd/digitpad

.PHONY: package-macos
package-macos: ## for macOS, on a Mac with Xcode's command line tools: digitpad.app, zipped
	@mkdir -p dist
	$(BUILD) -ldflags '-s -w' -o bin/release/ ./cmd/digitpad
	go tool fyne package --target darwin --release --executable bin/release/digitpad
	ditto -c -k --keepParent digitpad.app dist/digitpad-$(VERSION)-macos-$$(go env GOARCH).zip
	rm -r digitpad.app

.PHONY: sbom
sbom: package ## the bill of materials of the program for Linux, CycloneDX
	go run .ci/sbom.go bin/release/digitpad >dist/digitpad-$(VERSION).cdx.json

.PHONY: checksums
checksums: ## of the packages in dist
	cd dist && find digitpad* -type f | LC_ALL=C sort | xargs -d '\n' sha256sum >SHA256SUMS
	@cat dist/SHA256SUMS

.PHONY: workflows
workflows: ## are the workflows well-formed, and their targets here?
	go run $(ACTIONLINT)
	@for target in $$(sed -n 's/.*run: make \([a-z].*\)/\1/p; s/.*targets: \(.*\)}/\1/p; s/.*target: \[\(.*\)\]/\1/p' .github/workflows/*.yml | tr -d ,); do \
	  case $$target in *=*) ;; *) grep -q "^$$target:" Makefile || { echo "there is no target $$target"; exit 1; } ;; esac; \
	done; echo 'all targets are here'

.PHONY: clean
clean: ## remove what make makes
	rm -rf bin dist
