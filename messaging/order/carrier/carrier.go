// Package carrier knows who carries parcels, and where each shows how far one is.
//
//	url, ok := carrier.Track("DHL", "00340434161094042557")
//
// What is not known, or is no number of a parcel, gives no address: a link in an order is
// followed by its buyer, and leads to a carrier or nowhere.
package carrier

import (
	"net/url"
	"strings"
)

// Carrier is one who carries parcels.
type Carrier struct {
	Name string
	URL  string // of a parcel's page; {number} stands for the number
}

// Limits of a number, in letters and figures.
const (
	minNumber = 5
	maxNumber = 40
)

// place is where the number goes.
const place = "{number}"

var all = []Carrier{
	{"Australia Post", "https://auspost.com.au/mypost/track/#/details/{number}"},
	{"Bpost", "https://track.bpost.cloud/btr/web/#/search?itemCode={number}"},
	{"Canada Post", "https://www.canadapost-postescanada.ca/track-reperage/en#/search?searchFor={number}"},
	{"China Post", "https://t.17track.net/en#nums={number}"},
	{"Chronopost", "https://www.chronopost.fr/tracking-no-cms/suivi-page?listeNumerosLT={number}"},
	{"Colissimo", "https://www.laposte.fr/outils/suivre-vos-envois?code={number}"},
	{"Correos", "https://www.correos.es/es/es/herramientas/localizador/envios/detalle?tracking-number={number}"},
	{"CTT", "https://www.ctt.pt/feapl_2/app/open/objectSearch/objectSearch.jspx?objects={number}"},
	{"DHL", "https://www.dhl.de/en/privatkunden/pakete-empfangen/verfolgen.html?piececode={number}"},
	{"DHL Express", "https://www.dhl.com/global-en/home/tracking/tracking-express.html?tracking-id={number}"},
	{"DPD", "https://tracking.dpd.de/status/en_US/parcel/{number}"},
	{"Evri", "https://www.evri.com/track/parcel/{number}/details"},
	{"FedEx", "https://www.fedex.com/fedextrack/?trknbr={number}"},
	{"4PX", "https://track.4px.com/#/result/0/{number}"},
	{"GLS", "https://gls-group.eu/EU/en/parcel-tracking?match={number}"},
	{"Hermes", "https://www.myhermes.de/empfangen/sendungsverfolgung/sendungsinformation/#{number}"},
	{"India Post", "https://www.indiapost.gov.in/_layouts/15/dop.portal.tracking/trackconsignment.aspx?consignment={number}"},
	{"InPost", "https://inpost.pl/en/find-parcel?number={number}"},
	{"Japan Post", "https://trackings.post.japanpost.jp/services/srv/search/direct?locale=en&reqCodeNo1={number}"},
	{"La Poste", "https://www.laposte.fr/outils/suivre-vos-envois?code={number}"},
	{"Mondial Relay", "https://www.mondialrelay.fr/suivi-de-colis?numeroExpedition={number}"},
	{"NZ Post", "https://www.nzpost.co.nz/tools/tracking?trackid={number}"},
	{"Österreichische Post", "https://www.post.at/en/s/shipment-details?snr={number}"},
	{"Packeta", "https://tracking.packeta.com/en/{number}"},
	{"Poczta Polska", "https://emonitoring.poczta-polska.pl/?numer={number}"},
	{"Poste Italiane", "https://www.poste.it/cerca/index.html#/risultati-spedizioni/{number}"},
	{"PostNL", "https://postnl.nl/tracktrace/?B={number}"},
	{"PostNord", "https://www.postnord.com/track-and-trace?shipmentId={number}"},
	{"Royal Mail", "https://www.royalmail.com/track-your-item#/tracking-results/{number}"},
	{"SEUR", "https://www.seur.com/livetracking/?segOnlineIdentificador={number}"},
	{"Singapore Post", "https://www.singpost.com/track-items?trackNums={number}"},
	{"Swiss Post", "https://service.post.ch/ekp-web/ui/entry/search/{number}"},
	{"UPS", "https://www.ups.com/track?tracknum={number}"},
	{"USPS", "https://tools.usps.com/go/TrackConfirmAction?tLabels={number}"},
}

// All are those that are known, by their names.
func All() []Carrier { return append([]Carrier(nil), all...) }

// Track gives the page of a parcel. Case, blanks and dashes do not matter, neither in the
// name nor in the number; ok is false for a carrier that is not known, and for what is no
// number.
func Track(name, number string) (page string, ok bool) {
	number = strings.ToUpper(squeeze(number))
	if len(number) < minNumber || len(number) > maxNumber || strings.Trim(number, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") != "" {
		return "", false
	}
	for _, c := range all {
		if strings.EqualFold(squeeze(c.Name), squeeze(name)) {
			return strings.ReplaceAll(c.URL, place, url.QueryEscape(number)), true
		}
	}
	return "", false
}

func squeeze(s string) string { return strings.NewReplacer(" ", "", "-", "", "\u00a0", "").Replace(s) }
