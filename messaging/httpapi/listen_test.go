package httpapi

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestListenStaysOnLoopback(t *testing.T) {
	for _, addr := range []string{"0.0.0.0:0", ":0", "[::]:0", "192.0.2.1:0", "example.org:0", "127.0.0.1"} {
		if _, err := Listen(t.Context(), addr, false); !errors.Is(err, ErrNotLoopback) {
			t.Errorf("Listen(%q) = %v", addr, err)
		}
	}
	l, err := Listen(t.Context(), "localhost:0", false)
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Error(err)
	}
}

// elsewhere is a listener that other machines reach.
type elsewhere struct{ closed bool }

func (e *elsewhere) Accept() (net.Conn, error) { return nil, net.ErrClosed }
func (e *elsewhere) Close() error              { e.closed = true; return nil }
func (e *elsewhere) Addr() net.Addr            { return &net.TCPAddr{IP: net.IPv4(192, 0, 2, 1), Port: 443} }

// With TLS the server also answers to the names in its certificate, no others.
func TestTLS(t *testing.T) {
	dir := t.TempDir()
	cert, key := writeCertificate(t, dir, "shop.example.org")
	conf, err := LoadTLS(cert, key)
	if err != nil {
		t.Fatal(err)
	}
	o := new(core).options()
	o.TLS = conf
	a := start(t, o)
	roots := x509.NewCertPool()
	roots.AddCert(conf.Certificates[0].Leaf)
	client := &http.Client{Transport: &http.Transport{
		TLSClientConfig: &tls.Config{RootCAs: roots, ServerName: "shop.example.org"},
	}}
	defer client.CloseIdleConnections()
	a.url = "https" + a.url[len("http"):]
	for host, want := range map[string]int{"shop.example.org": 200, "127.0.0.1": 200, "example.org": 403} {
		r := a.request("GET", "/ob/config", "")
		r.Host = host
		resp, err := client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		if resp.StatusCode != want {
			t.Errorf("Host %s = %d, want %d", host, resp.StatusCode, want)
		}
		if err := resp.Body.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestLoadTLSNeedsBothFiles(t *testing.T) {
	if _, err := LoadTLS("", ""); err == nil {
		t.Error("no certificate was no error")
	}
}

func writeCertificate(t *testing.T, dir, name string) (certFile, keyFile string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name}, DNSNames: []string{name},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true,
	}
	cert, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return writePEM(t, dir, "CERTIFICATE", cert), writePEM(t, dir, "PRIVATE KEY", private)
}

func writePEM(t *testing.T, dir, kind string, der []byte) string {
	t.Helper()
	name := filepath.Join(dir, kind+".pem")
	if err := os.WriteFile(name, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}
