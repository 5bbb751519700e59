package carrier

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"restante/messaging/order/event"
)

func TestTrack(t *testing.T) {
	for _, c := range []struct{ name, number, want string }{
		{"UPS", "1Z999AA10123456784", "https://www.ups.com/track?tracknum=1Z999AA10123456784"},
		{"ups", "1z 999 aa1-0123456784", "https://www.ups.com/track?tracknum=1Z999AA10123456784"},
		{"royalmail", "AB123456789GB", "https://www.royalmail.com/track-your-item#/tracking-results/AB123456789GB"},
		{"Österreichische Post", "12345678", "https://www.post.at/en/s/shipment-details?snr=12345678"},
		{"Pigeon", "12345678", ""},
		{"", "12345678", ""},
		{"UPS", "", ""},
		{"UPS", "1234", ""},
		{"UPS", strings.Repeat("1", maxNumber+1), ""},
		{"UPS", "12345&evil=1", ""},
		{"UPS", "12345/../..", ""},
		{"UPS", "{number}12345", ""},
		{"UPS", "١٢٣٤٥٦٧٨", ""},
	} {
		if got, ok := Track(c.name, c.number); got != c.want || ok != (c.want != "") {
			t.Errorf("%s, %q: %q, %v", c.name, c.number, got, ok)
		}
	}
}

// Every page is one of https, is found by its carrier's name, fits an order, and is that
// of the parcel.
func TestTemplates(t *testing.T) {
	const number = "AB123456789GB"
	seen := make(map[string]bool)
	for _, c := range All() {
		page, ok := Track(c.Name, number)
		u, err := url.Parse(page)
		if !ok || err != nil || u.Scheme != "https" || u.Host == "" || u.User != nil || strings.Count(c.URL, place) != 1 || !strings.Contains(page, number) {
			t.Errorf("%s: %q, %v", c.Name, page, err)
		}
		if strings.Contains(u.Host, number) || len(page) > event.MaxURL || len(c.Name) > event.MaxField || seen[c.Name] {
			t.Errorf("%s: %q", c.Name, page)
		}
		seen[c.Name] = true
	}
	for _, name := range []string{"DHL", "DPD", "GLS", "Hermes", "UPS", "FedEx", "USPS", "Royal Mail", "La Poste", "Colissimo", "PostNL", "Bpost", "Correos",
		"CTT", "Poste Italiane", "Österreichische Post", "Swiss Post", "PostNord", "InPost", "Australia Post", "Canada Post", "Japan Post", "China Post", "4PX"} {
		if !seen[name] {
			t.Errorf("%s is missing", name)
		}
	}
	All()[0].URL = "http://evil"
	if slices.ContainsFunc(All(), func(c Carrier) bool { return !strings.HasPrefix(c.URL, "https://") }) {
		t.Error("the table can be changed")
	}
}

func FuzzTrack(f *testing.F) {
	f.Add("UPS", "1Z999AA10123456784")
	f.Add("hermes", "../#?&")
	f.Fuzz(func(t *testing.T, name, number string) {
		page, ok := Track(name, number)
		u, err := url.Parse(page)
		if ok && (err != nil || u.Scheme != "https" || !slices.ContainsFunc(All(), func(c Carrier) bool {
			of, _ := url.Parse(c.URL)
			return of.Host == u.Host
		})) {
			t.Errorf("%q, %q: %q", name, number, page)
		}
	})
}
