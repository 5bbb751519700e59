package storefront

import (
	"context"
	"encoding/csv"
	"io"

	"restante/messaging/table"
)

// Export writes all listings as a table: a row for each variant, what they share on
// the first row of each listing. Photos are not in it. Import reads it.
func (s *Service) Export(ctx context.Context, to io.Writer) error {
	shop, err := s.Shop(ctx)
	if err != nil {
		return err
	}
	items, err := s.Items(ctx)
	if err != nil {
		return err
	}
	w := csv.NewWriter(to)
	var names []string
	for _, c := range columns {
		names = append(names, c.name)
	}
	if err := w.Write(names); err != nil {
		return err
	}
	for _, it := range items {
		if err := writeItem(w, &sheet{Item: it, currency: shop.Currency}); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

func writeItem(w *csv.Writer, s *sheet) error {
	for i := range s.Variants {
		s.variant = &s.Variants[i]
		cells := make([]string, len(columns))
		for j, c := range columns {
			if c.perVariant || i == 0 {
				cells[j] = table.Guard(c.get(s))
			}
		}
		if err := w.Write(cells); err != nil {
			return err
		}
	}
	return nil
}
