package statement

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// role is what a column is for.
type role uint8

const (
	other role = iota
	booked
	value // of a payment, when it counts; taken where there is no day of booking
	amount
	credit
	debit
	side // a word for credit or debit
	currency
	name
	text
	state
)

// known are the names of columns, plain: see [plain]. Of several columns with one role the
// first counts, but names and texts are joined.
var known = map[role][]string{
	booked: {"date", "bookingdate", "transactiondate", "postingdate", "posteddate", "completeddate", "datecompleted", "dateposted", "paymentdate",
		"buchungstag", "buchungsdatum", "buchung", "datum", "dateoperation", "datedoperation", "datecomptable", "datedecomptabilisation", "fecha", "fechaoperacion", "fechadeoperacion", "fechacontable",
		"data", "datamov", "datamovimento", "datadomovimento", "datalanc", "datalancamento", "dataoperacao", "datacontabile", "dataoperazione"},
	value: {"valuedate", "starteddate", "valutadatum", "valuta", "wertstellung", "wertstellungsdatum", "datevaleur", "datedevaleur", "fechavalor", "datavalor", "datadovalor", "datavaluta"},
	amount: {"amount", "betrag", "umsatz", "montant", "importe", "montante", "importancia", "importo", "valor", "gross", "brutto", "bruto", "lordo", "brut", "bedrag",
		"paymentamount", "transactionamount", "amountinaccountcurrency", "montantdeloperation", "importedelaoperacion", "valordomovimento"},
	credit:   {"credit", "creditamount", "paidin", "moneyin", "deposit", "deposits", "haben", "gutschrift", "einnahmen", "eingang", "credito", "abono", "abonos", "haber", "ingresos", "avere", "entrate", "accrediti", "encaissement", "recettes"},
	debit:    {"debit", "debitamount", "paidout", "moneyout", "withdrawal", "withdrawals", "soll", "lastschrift", "ausgaben", "ausgang", "debito", "cargo", "cargos", "debe", "gastos", "dare", "uscite", "addebiti", "decaissement", "depenses"},
	side:     {"sollhaben", "debitcredit", "creditdebit", "drcr", "crdr", "sh", "creditdebitindicator", "sens", "signe", "dc", "cd", "afbij", "debetcredit"},
	currency: {"currency", "currencycode", "waehrung", "wahrung", "whrg", "devise", "moneda", "divisa", "moeda", "munt"},
	name: {"name", "payer", "payername", "payee", "payeename", "partnername", "counterparty", "counterpartyname", "sender", "sendername", "customername", "from", "fromemailaddress", "remitter",
		"beguenstigterzahlungspflichtiger", "begunstigterzahlungspflichtiger", "auftraggeberempfaenger", "auftraggeberempfanger", "auftraggeber", "zahlungspflichtiger", "absender", "absenderemailadresse",
		"namezahlungsbeteiligter", "kontoinhaber", "emetteur", "tiers", "nom", "donneurdordre", "ordenante", "nombre", "remitente", "ordenador", "nome", "remetente", "ordinante", "naam", "naamomschrijving", "tegenpartij"},
	text: {"description", "details", "reference", "paymentreference", "paymentdetails", "transactiondetails", "memo", "narrative", "note", "subject", "purpose", "remittanceinformation", "transactionid", "transferwiseid", "text", "message", "comment", "info",
		"verwendungszweck", "buchungstext", "kundenreferenz", "kundenreferenzendtoend", "endtoendreferenz", "betreff", "hinweis", "vorgang", "transaktionscode", "beschreibung", "buchungsdetails", "buchungsreferenz", "notiz", "zahlungszweck", "mitteilung", "umsatztext",
		"libelle", "libelleoperation", "detail", "motif", "communication", "informationscomplementaires", "concepto", "descripcion", "referencia", "observaciones", "concepto2",
		"descricao", "descritivo", "referenciadamovimento", "historico", "descrizione", "causale", "riferimento", "mededelingen", "omschrijving", "texto", "testo"},
	state: {"state", "status", "statut", "estado", "stato"},
}

var roles = func() map[string]role {
	all := make(map[string]role)
	for r, names := range known {
		for _, n := range names {
			all[n] = r
		}
	}
	return all
}()

// plain is a name without case, accents, brackets and what stands in them, and all that
// is no letter.
func plain(s string) string {
	s, _, _ = strings.Cut(s, "(")
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, norm.NFD.String(s))
}

// columns says where what is.
type columns struct {
	at       map[role][]int
	currency string // that the name of the amount tells, as in "Amount (EUR)"
}

// readHead finds the roles of a line's cells.
func readHead(cells []string) (c columns) {
	c.at = make(map[role][]int)
	for i, cell := range cells {
		r, ok := roles[plain(cell)]
		if !ok {
			r, ok = roles[plain(withCurrency(cell))]
		}
		if !ok {
			continue
		}
		c.at[r] = append(c.at[r], i)
		if r == amount || r == credit {
			c.currency = inBrackets(cell)
		}
	}
	return c
}

// withCurrency drops the currency that some write behind a word: "Débit euros".
func withCurrency(s string) string {
	word, more, _ := strings.Cut(strings.TrimSpace(s), " ")
	if slices.Contains([]string{"eur", "euro", "euros", "en euros"}, strings.ToLower(more)) {
		return word
	}
	return ""
}

// inBrackets is the code of "Amount (EUR)", or of "Betrag (€)".
func inBrackets(s string) string {
	_, s, _ = strings.Cut(s, "(")
	s, _, _ = strings.Cut(s, ")")
	switch s = strings.ToUpper(strings.TrimSpace(s)); {
	case s == "€":
		return "EUR"
	case s == "£":
		return "GBP"
	case isCode(s):
		return s
	}
	return ""
}

func isCode(s string) bool {
	return len(s) == 3 && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// enough reports whether a line names what is needed.
func (c columns) enough() bool {
	return len(c.at[booked])+len(c.at[value]) > 0 && len(c.at[amount])+len(c.at[credit]) > 0
}

func (c columns) score() (n int) {
	for _, at := range c.at {
		n += len(at)
	}
	return n
}

// cell is the first column of a role that has something in it.
func (c columns) cell(row []string, roles ...role) string {
	for _, r := range roles {
		for _, i := range c.at[r] {
			if i < len(row) && strings.TrimSpace(row[i]) != "" {
				return strings.TrimSpace(row[i])
			}
		}
	}
	return ""
}

// joined are all columns of some roles.
func (c columns) joined(row []string, roles ...role) string {
	var all []string
	for _, r := range roles {
		for _, i := range c.at[r] {
			if i < len(row) {
				all = append(all, strings.Fields(row[i])...)
			}
		}
	}
	return strings.Join(all, " ")
}
