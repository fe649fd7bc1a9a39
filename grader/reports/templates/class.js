"use strict";
(() => {
  const table = document.getElementById("students-table");
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const said = document.getElementById("students-said");
  const tools = document.getElementById("students-tools");
  const box = tools.querySelector("input");
  const words = rows.map((row) => row.cells[0].textContent.toLowerCase() + " " + row.cells[2].textContent.toLowerCase());
  const value = (row, column) => {
    const text = row.cells[column].textContent.trim();
    const number = Number(row.cells[column].dataset.value ?? text);
    return Number.isNaN(number) ? text.toLowerCase() : number;
  };
  const order = new Intl.Collator();
  const compare = (a, b) => (typeof a === "number" && typeof b === "number" ? a - b : order.compare(a, b));
  const sort = (head, column) => {
    const down = head.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const keyed = rows.map((row) => [value(row, column), row]);
    keyed.sort((a, b) => (down ? compare(b[0], a[0]) : compare(a[0], b[0])));
    body.append(...keyed.map((pair) => pair[1]));
    said.textContent = "Sorted by " + head.textContent + ", " + (down ? "descending." : "ascending.");
  };
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sort(head, column));
    head.append(button);
  });
  const search = () => {
    const wanted = box.value.trim().toLowerCase();
    let shown = 0;
    rows.forEach((row, index) => {
      row.hidden = !words[index].includes(wanted);
      shown += row.hidden ? 0 : 1;
    });
    said.textContent = shown + " of " + rows.length + " students.";
  };
  box.addEventListener("input", search);
  tools.hidden = false;
})();
