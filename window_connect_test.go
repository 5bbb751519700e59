//go:build e2e

package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestWindowOfAnotherMachine puts the window in front of Alice's serve, by TLS and a
// certificate that nobody has signed: Bob's message shows and is read, hers arrives, and
// after a restart of the server it goes on.
func TestWindowOfAnotherMachine(t *testing.T) {
	w := newTown(t, t.TempDir())
	alice, bob := w.alice.ready.PeerID, w.bob.ready.PeerID
	w.bob.sends(alice, []string{"Is the desk lamp still there?"})
	w.bob.allAre(alice, 1, "delivered")
	w.alice.stop()
	quiet := w.alice.args
	w.alice.args = append(w.alice.args, encrypted(t)...)
	w.alice.mustStart()

	win := connectTo(t, w.alice)
	win.keep("connect-unknown")
	win.click(775, 515) // it is the same: connect
	win.shot("connect-open")
	win.click(245, 175) // the first person in the list
	win.click(640, 786) // the composer
	win.types("It is. I put it aside for you.")
	w.bob.until("the window's message", func() bool { return len(w.bob.messages(alice)) == 2 })
	w.bob.allAre(alice, 1, "read")
	win.shot("connect-chat")

	before := win.picture()
	w.alice.stop()
	win.until("the line that the connection is lost", func() bool { return win.picture() != before })
	win.shot("connect-away")
	away := win.picture()
	w.alice.mustStart()
	win.until("the line to go", func() bool { return win.picture() != away })
	w.bob.sends(alice, []string{"I come at six."})
	w.bob.allAre(alice, 2, "read")
	win.xdotool("key", "ctrl+2")
	win.shot("connect-network")
	win.xdotool("key", "ctrl+comma")
	win.shot("connect-settings")
	win.close()

	w.alice.stop()
	w.alice.args = quiet
	w.alice.mustStart()
	if ms := w.alice.messages(bob); len(ms) != 3 {
		t.Errorf("the server has %+v", ms)
	}
	w.end(t)
}

// TestWindowOfAnotherShop is a merchant's work at the window in front of her serve: an order
// is confirmed and shipped.
func TestWindowOfAnotherShop(t *testing.T) {
	w := newTown(t, t.TempDir())
	w.alice.opensShop(10)
	id := w.bob.orders(w.alice.ready.PeerID, "once")
	w.alice.until("the order", func() bool { return w.alice.order(id).Order.State == "placed" })

	win := connectTo(t, w.alice)
	win.xdotool("key", "ctrl+o")
	win.shot("connect-today")
	win.click(216, 286) // the order, among those to confirm
	win.shot("connect-order")
	win.click(1005, 788) // Confirm
	win.fills("DE89 3704 0044 0532 0130 00")
	win.click(830, 623)
	w.bob.sees(id, "confirmed")
	w.alice.says(id, "paymentconfirmed", map[string]any{"method": "Bank", "reference": "1", "amount": total})
	w.bob.sees(id, "paid")
	win.shot("connect-paid")
	win.click(1062, 788) // Ship
	win.click(640, 444)
	win.fills("00340434161094027318")
	win.click(841, 589)
	w.bob.sees(id, "shipped")
	win.shot("connect-shipped")
	win.close()
	w.end(t)
}

// connectTo opens the window of a server.
func connectTo(t testing.TB, server *machine) *window {
	t.Helper()
	w := &window{machine: newMachine(t, os.Getenv("RESTANTE_BIN"), t.TempDir(), "window", "")}
	w.begin("--quit-on-close", "--connect", server.ready.API, "--token-file", server.ready.TokenFile)
	w.find()
	w.until("the window to be drawn", func() bool { return w.colours() >= 20 })
	return w
}

// encrypted are the flags of an API with TLS, at a port that stays.
func encrypted(t testing.TB) []string {
	t.Helper()
	dir := t.TempDir()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	about := x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Restante"}, NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}}
	cert, err := x509.CreateCertificate(rand.Reader, &about, &about, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	certFile, keyFile := filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	for name, b := range map[string]*pem.Block{certFile: {Type: "CERTIFICATE", Bytes: cert}, keyFile: {Type: "PRIVATE KEY", Bytes: secret}} {
		if err := os.WriteFile(name, pem.EncodeToMemory(b), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	addr := freeAddr(t)
	port := addr[strings.LastIndex(addr, "/")+1:]
	return []string{"--api", "127.0.0.1:" + port, "--api-public", "--api-cert", certFile, "--api-key", keyFile}
}
