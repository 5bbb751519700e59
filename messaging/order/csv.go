package order

import (
	"context"
	"encoding/csv"
	"io"
	"strconv"
	"strings"
	"time"

	"restante/messaging/order/event"
	"restante/messaging/order/machine"
	"restante/messaging/table"
	"restante/node/vault"
)

// head are the columns of WriteCSV.
var head = []string{"order", "invoice", "placed", "stage", "buyer", "name", "items", "pieces", "currency", "total", "paid", "refunded", "tags", "assignee"}

// WriteCSV writes the orders that a filter chooses, one a line, after a line with the
// names of the columns. Cells that a spreadsheet would compute are put behind an
// apostrophe.
func (s *Service) WriteCSV(ctx context.Context, w io.Writer, f Filter) error {
	out := csv.NewWriter(w)
	if err := out.Write(head); err != nil {
		return err
	}
	q := Query{Filter: f, Limit: MaxPage}
	for {
		lines, last, err := s.csvLines(ctx, q)
		if err != nil || len(lines) == 0 {
			out.Flush()
			return err
		}
		if err := out.WriteAll(lines); err != nil {
			return err
		}
		q.After = last
	}
}

func (s *Service) csvLines(ctx context.Context, q Query) (lines [][]string, last event.ID, err error) {
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		rows, err := s.list(tx, q)
		for _, r := range rows {
			number, _, err := invoiceOf(tx, r.ID)
			if err != nil {
				return err
			}
			lines, last = append(lines, r.cells(number)), r.ID
		}
		return err
	})
	return lines, last, err
}

func (r Row) cells(invoice uint64) []string {
	number := ""
	if invoice > 0 {
		number = strconv.FormatUint(invoice, 10)
	}
	buyer := r.Buyer
	if r.Role == machine.Buyer {
		buyer = r.Merchant
	}
	c := r.Currency
	return []string{r.ID.String(), number, r.Placed.Format(time.RFC3339), r.Stage.String(), buyer.String(), table.Guard(r.Name), table.Guard(r.Title),
		strconv.FormatUint(r.Pieces, 10), c.Code, c.Format(r.Total), c.Format(r.Paid), c.Format(r.Refunded), table.Guard(strings.Join(r.Tags, ", ")), table.Guard(r.Assignee)}
}
