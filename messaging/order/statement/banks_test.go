package statement

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// banks are files as they are exported, with one payment of 1,234.50 by Zoë Müller in
// each, and some money that went away.
var banks = map[string]string{
	"Sparkasse": `"Auftragskonto";"Buchungstag";"Valutadatum";"Buchungstext";"Verwendungszweck";"Glaeubiger ID";"Kundenreferenz (End-to-End)";"Beguenstigter/Zahlungspflichtiger";"Kontonummer/IBAN";"BIC (SWIFT-Code)";"Betrag";"Waehrung";"Info"
"DE12";"20.11.26";"20.11.26";"GUTSCHR. UEBERWEISUNG";"PZ7dkQ danke";"";"NOTPROVIDED";"Zoë Müller";"DE89370400440532013000";"COBADEFF";"1234,50";"EUR";"Umsatz gebucht"
"DE12";"21.11.26";"21.11.26";"LASTSCHRIFT";"Strom";"";"";"Stadtwerke";"";"";"-80,00";"EUR";"Umsatz gebucht"
`,
	"N26": `"Booking Date","Value Date","Partner Name","Partner Iban",Type,"Payment Reference","Account Name","Amount (EUR)","Original Amount","Original Currency","Exchange Rate"
2026-11-20,2026-11-20,"Zoë Müller",DE89370400440532013000,"Credit Transfer","PZ7dkQ danke","Main Account",1234.50,,,
2026-11-21,2026-11-21,Stadtwerke,,"Direct Debit",Strom,"Main Account",-80.00,,,
`,
	"Wise": `"TransferWise ID",Date,Amount,Currency,Description,"Payment Reference","Running Balance","Payer Name","Payee Name"
TRANSFER-1,20-11-2026,1234.50,EUR,"Received money from Zoë Müller","PZ7dkQ danke",2000.10,"Zoë Müller",
CARD-2,21-11-2026,-80.00,EUR,"Paid Strom",,1920.10,,
`,
	"Revolut": `Type,Product,Started Date,Completed Date,Description,Amount,Fee,Currency,State,Balance
TOPUP,Current,2026-11-19 10:00:00,2026-11-20 10:12:13,Payment from Zoë Müller PZ7dkQ danke,1234.50,0.00,EUR,COMPLETED,2000.10
TOPUP,Current,2026-11-19 10:00:00,2026-11-20 10:12:13,Payment from nobody,1234.50,0.00,EUR,REVERTED,
CARD_PAYMENT,Current,2026-11-21 10:00:00,2026-11-21 10:12:13,Strom,-80.00,0.00,EUR,COMPLETED,1920.10
`,
	"PayPal": `"Datum","Uhrzeit","Zeitzone","Name","Typ","Status","Währung","Brutto","Gebühr","Netto","Absender E-Mail-Adresse","Transaktionscode","Betreff"
"20.11.2026","10:12:13","CET","Zoë Müller","Zahlung","Abgeschlossen","EUR","1.234,50","-3,00","1.231,50","zoe@example.com","8XY","PZ7dkQ danke"
"20.11.2026","10:12:14","CET","Niemand","Zahlung","Ausstehend","EUR","1.234,50","-3,00","1.231,50","no@example.com","8XZ",""
"21.11.2026","10:12:13","CET","Strom","Zahlung","Abgeschlossen","EUR","-80,00","0,00","-80,00","","8YY",""
`,
	"PayPal in the US": `"Date","Time","TimeZone","Name","Type","Status","Currency","Gross","Fee","Net","From Email Address","Transaction ID","Subject"
"11/20/2026","10:12:13","PST","Zoë Müller","Payment","Completed","EUR","1,234.50","-3.00","1,231.50","zoe@example.com","8XY","PZ7dkQ danke"
"11/02/2026","10:12:13","PST","Power","Payment","Completed","EUR","-80.00","0.00","-80.00","","8YY",""
`,
	"ING": `Umsatzanzeige;Datei erstellt am: 22.11.2026 10:00

IBAN;DE12 5001
Kontoname;Girokonto
Saldo;2.000,10;EUR

Buchung;Valuta;Auftraggeber/Empfänger;Buchungstext;Verwendungszweck;Saldo;Währung;Betrag;Währung
20.11.2026;20.11.2026;Zoë Müller;Gutschrift;PZ7dkQ danke;2.000,10;EUR;1.234,50;EUR
21.11.2026;21.11.2026;Stadtwerke;Lastschrift;Strom;1.920,10;EUR;-80,00;EUR
`,
	"a French one":     "Date;Libellé;Débit euros;Crédit euros;\n20/11/2026;VIR ZOË MÜLLER PZ7dkQ danke;;1 234,50;\n21/11/2026;Strom;80,00;;\n",
	"a Spanish one":    "Fecha,Fecha valor,Concepto,Importe,Divisa,Saldo\n20/11/2026,20/11/2026,Transferencia de Zoë Müller PZ7dkQ danke,\"1.234,50\",EUR,\"2.000,10\"\n21/11/2026,21/11/2026,Luz,\"-80,00\",EUR,\"1.920,10\"\n",
	"a Portuguese one": "Data Mov.\tData Valor\tDescrição\tDébito\tCrédito\n20-11-2026\t20-11-2026\tTRF Zoë Müller PZ7dkQ danke\t\t1.234,50\n21-11-2026\t21-11-2026\tLuz\t80,00\t\n",
	"a plain one":      "Date;Text;Amount;Currency\n20.11.2026;Zoë Müller PZ7dkQ danke;1234.50;EUR\n21.11.2026;Power;-80.00;EUR\n",
	"an Austrian one":  "Buchungsdatum;Partnername;Partner IBAN;Betrag;Währung;Buchungs-Details;Notiz\n20.11.2026;Zoë Müller;AT12;1.234,50;EUR;PZ7dkQ danke;\n21.11.2026;Stadtwerke;AT13;-80,00;EUR;Strom;\n",
	"a Dutch one":      "\"Datum\";\"Naam / Omschrijving\";\"Rekening\";\"Tegenrekening\";\"Code\";\"Af Bij\";\"Bedrag (EUR)\";\"Mutatiesoort\";\"Mededelingen\"\n\"20261120\";\"Zoë Müller\";\"NL12\";\"NL13\";\"OV\";\"Bij\";\"1234,50\";\"Overschrijving\";\"PZ7dkQ danke\"\n\"20261121\";\"Stroom\";\"NL12\";\"NL14\";\"IC\";\"Af\";\"80,00\";\"Incasso\";\"\"\n",
	"one with words":   "Buchungstag;Verwendungszweck;Umsatz;Soll/Haben;Währung\n20.11.2026;Zoë Müller PZ7dkQ danke;1.234,50;H;EUR\n21.11.2026;Strom;80,00;S;EUR\n",
	"a Swiss one":      "Datum;Buchungstext;Gutschrift;Lastschrift;Währung\n20.11.2026;Zoë Müller PZ7dkQ danke;1'234.50;;EUR\n21.11.2026;Strom;;80.00;EUR\nTotal;;1'234.50;80.00;\n",
}

func TestBanks(t *testing.T) {
	for bank, file := range banks {
		for way, text := range writings(t, file) {
			all, err := Read(strings.NewReader(text))
			if err != nil || len(all) != 1 {
				t.Errorf("%s, %s: %+v, %v", bank, way, all, err)
				continue
			}
			e := all[0]
			got := fmt.Sprint(e.When.Format("2006-01-02"), " ", e.Value, " ", e.Currency)
			if got != "2026-11-20 {1234 50} EUR" && !(strings.HasPrefix(bank, "a Portuguese") || strings.HasPrefix(bank, "a French")) || !strings.HasPrefix(got, "2026-11-20 {1234 50}") {
				t.Errorf("%s, %s: %s", bank, way, got)
			}
			if !strings.Contains(e.Text, "PZ7dkQ") || !strings.Contains(strings.ToLower(e.Text), "müller") {
				t.Errorf("%s, %s: %q", bank, way, e.Text)
			}
		}
	}
}

// writings is a file as it may be written.
func writings(t *testing.T, s string) map[string]string {
	t.Helper()
	all := map[string]string{"plain": s, "with a mark": "\xef\xbb\xbf" + s, "with carriage returns": strings.ReplaceAll(s, "\n", "\r\n")}
	var err error
	for way, e := range map[string]interface{ String(string) (string, error) }{
		"Windows-1252": charmap.Windows1252.NewEncoder(), "UTF-16": unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder(),
		"UTF-16 without a mark": unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder(),
	} {
		if all[way], err = e.String(s); err != nil {
			t.Fatal(way, err)
		}
	}
	return all
}
