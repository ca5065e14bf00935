package mnist

import (
	"context"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
)

// pipes is a network in memory, so that mirrors can live in a synctest bubble,
// where the clock jumps as soon as everybody waits.
type pipes struct {
	conns  chan net.Conn
	closed chan struct{}
	close  func()
}

func newPipes() *pipes {
	p := &pipes{conns: make(chan net.Conn), closed: make(chan struct{})}
	p.close = sync.OnceFunc(func() { close(p.closed) })
	return p
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error   { p.close(); return nil }
func (p *pipes) Addr() net.Addr { return &net.UnixAddr{Name: "pipes", Net: "unix"} }

// dial reaches the server under every name but nowhere.example.com, and at the
// port of https only.
func (p *pipes) dial(ctx context.Context, _, address string) (net.Conn, error) {
	if address == "nowhere.example.com:443" {
		return nil, &net.DNSError{Err: "no such host", Name: "nowhere.example.com", IsNotFound: true}
	}
	if !strings.HasSuffix(address, ":443") {
		return nil, &net.AddrError{Err: "nothing listens", Addr: address}
	}
	client, server := net.Pipe()
	select {
	case p.conns <- server:
		return client, nil
	case <-p.closed:
		return nil, net.ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// discard hides what the server thinks of clients that hang up.
var discard = log.New(io.Discard, "", 0)

// serve starts an https server in memory and returns a client that reaches it
// under every name.
func serve(t *testing.T, handler http.HandlerFunc) *http.Client {
	t.Helper()
	network := newPipes()
	server := &httptest.Server{
		Listener: network,
		Config:   &http.Server{Handler: handler, ErrorLog: discard},
	}
	server.StartTLS()
	t.Cleanup(server.Close)
	client := server.Client()
	transport := client.Transport.(*http.Transport)
	transport.DialContext = network.dial
	transport.TLSClientConfig.ServerName = "example.com" // of the certificate
	return client
}
