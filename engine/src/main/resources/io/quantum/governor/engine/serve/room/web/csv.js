// Rows as a file for a spreadsheet.

import { plain } from './text.js';

const LATER_MS = 10000;

/** A cell; one that a spreadsheet would take for a formula is marked as text. */
function cell(value) {
	const text = value == null ? '' : plain(value);
	const safe = /^[\s]*[=+\-@]/.test(text) && typeof value !== 'number' ? `'${text}` : text;
	return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function download(name, columns, rows) {
	const lines = [columns, ...rows.map((row) => columns.map((column) => row[column]))];
	const text = lines.map((values) => values.map(cell).join(',')).join('\r\n');
	const link = document.createElement('a');
	link.href = URL.createObjectURL(new Blob(['\ufeff', text, '\r\n'], { type: 'text/csv;charset=utf-8' }));
	link.download = `${name}-${new Date().toISOString().slice(0, 19).replaceAll(':', '')}Z.csv`;
	link.click();
	setTimeout(() => URL.revokeObjectURL(link.href), LATER_MS);
}
