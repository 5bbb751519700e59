package dropboxtest

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// Env is the environment that leads a real process on Linux to the fake: a proxy for
// https, and the certificate that the program finds there.
func (s *Server) Env(t testing.TB) []string {
	cert, text := certificate(t)
	at := filepath.Join(t.TempDir(), "dropbox.pem")
	if err := os.WriteFile(at, text, 0o600); err != nil {
		t.Fatal(err)
	}
	inside := &tunnel{conns: make(chan net.Conn), closed: make(chan struct{})}
	quiet := log.New(io.Discard, "", 0)
	fake := &http.Server{Handler: s, ErrorLog: quiet}
	ended := make(chan error, 1)
	go func() {
		ended <- fake.Serve(tls.NewListener(inside, &tls.Config{Certificates: []tls.Certificate{cert}}))
	}()
	proxy := httptest.NewUnstartedServer(inside)
	proxy.Config.ErrorLog = quiet
	proxy.Start()
	t.Cleanup(func() {
		proxy.Close()
		fake.Close()
		<-ended
	})
	return []string{"HTTPS_PROXY=" + proxy.URL, "SSL_CERT_FILE=" + at}
}

// certificate is one for Dropbox's hosts that signs itself.
func certificate(t testing.TB) (tls.Certificate, []byte) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{
		SerialNumber: big.NewInt(1),
		Subject:      pkix.Name{CommonName: "a Dropbox for tests"},
		DNSNames: []string{"www.dropbox.com", "api.dropboxapi.com", "content.dropboxapi.com",
			"dl.dropboxusercontent.com", "*.dl.dropboxusercontent.com"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour),
		IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, c, c, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	if err := pem.Encode(&text, &pem.Block{Type: "CERTIFICATE", Bytes: der}); err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, text.Bytes()
}

// tunnel is a proxy whose connections to Dropbox end in the fake: on one side a
// handler of CONNECT, on the other a listener.
type tunnel struct {
	conns  chan net.Conn
	closed chan struct{}
}

func (t *tunnel) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	host, _, err := net.SplitHostPort(r.Host)
	if r.Method != http.MethodConnect || err != nil || !ours(host) {
		http.Error(w, "only to Dropbox", http.StatusForbidden)
		return
	}
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return
	}
	if _, err := io.WriteString(conn, "HTTP/1.1 200 OK\r\n\r\n"); err != nil {
		conn.Close()
		return
	}
	select {
	case t.conns <- conn:
	case <-t.closed:
		conn.Close()
	}
}

func (t *tunnel) Accept() (net.Conn, error) {
	select {
	case c := <-t.conns:
		return c, nil
	case <-t.closed:
		return nil, net.ErrClosed
	}
}

func (t *tunnel) Close() error { close(t.closed); return nil }

func (t *tunnel) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)} }
