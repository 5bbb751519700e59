package remote

import (
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
)

// UnknownCertificate says that nobody whom this computer trusts has signed the server's
// certificate. A person may compare the fingerprint with what the server's owner reads.
type UnknownCertificate struct{ Host, Fingerprint string }

func (e *UnknownCertificate) Error() string {
	return fmt.Sprintf("the certificate of %s is not known here; its fingerprint is %s", e.Host, e.Fingerprint)
}

// ChangedCertificate says that the server shows another certificate than the one that was
// trusted: it has a new one, or somebody stands between.
type ChangedCertificate struct{ Host, Known, Fingerprint string }

func (e *ChangedCertificate) Error() string {
	return fmt.Sprintf("the certificate of %s is another one than before: %s", e.Host, e.Fingerprint)
}

var errNoCertificate = errors.New("the server shows no certificate")

// tlsConfig trusts whom the system trusts, or the one certificate with the fingerprint pin.
// The check is ours, so that what is not known can be told with its fingerprint.
func tlsConfig(host, pin string) *tls.Config {
	return &tls.Config{
		MinVersion: tls.VersionTLS13, ServerName: host, InsecureSkipVerify: true,
		VerifyConnection: func(s tls.ConnectionState) error { return trust(host, pin, s.PeerCertificates) },
	}
}

func trust(host, pin string, chain []*x509.Certificate) error {
	if len(chain) == 0 {
		return errNoCertificate
	}
	seen := Fingerprint(chain[0])
	if pin != "" {
		if pin == seen {
			return nil
		}
		return &ChangedCertificate{host, pin, seen}
	}
	between := x509.NewCertPool()
	for _, c := range chain[1:] {
		between.AddCert(c)
	}
	if _, err := chain[0].Verify(x509.VerifyOptions{DNSName: host, Intermediates: between}); err != nil {
		return &UnknownCertificate{host, seen}
	}
	return nil
}

// Fingerprint is the SHA-256 of a certificate, as openssl prints it.
func Fingerprint(c *x509.Certificate) string {
	h := sha256.Sum256(c.Raw)
	pairs := make([]string, len(h))
	for i, b := range h {
		pairs[i] = strings.ToUpper(hex.EncodeToString([]byte{b}))
	}
	return strings.Join(pairs, ":")
}
