package encvfs

const (
	sectorSize = 512
	kindShift  = 56 // above any sector number
	kindLog    = 1  // the kind of file that gathers writes
)

func roundUp(n int64) int64   { return (n + sectorSize - 1) &^ (sectorSize - 1) }
func roundDown(n int64) int64 { return n &^ (sectorSize - 1) }

// number is what XTS takes as the number of the sector at off.
func (f *file) number(off int64) uint64 {
	return f.kind<<kindShift | uint64(off)/sectorSize
}
