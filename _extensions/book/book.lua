-- Parts and appendices of a Quarto book as the page design has them.

local function is_heading_of(kind, heading, file)
  return heading.level == 1 and file ~= nil and file.bookItemType == kind
end

local function text_of(heading)
  return pandoc.write(pandoc.Pandoc({ pandoc.Plain(heading.content) }), "typst")
end

local headings = {
  Header = function(heading)
    local state = quarto.doc.file_metadata()
    local file = state and state.file
    if is_heading_of("part", heading, file) then
      return pandoc.RawBlock("typst", "#book-part[" .. text_of(heading) .. "]")
    end
    if is_heading_of("appendix", heading, file) then
      local opening = pandoc.RawBlock("typst", "#show: book-appendices")
      if heading.classes:includes("unnumbered") then
        return { opening, pandoc.RawBlock("typst", "#book-part[" .. text_of(heading) .. "]") }
      end
    end
  end,
}

return quarto.utils.combineFilters({ quarto.utils.file_metadata_filter(), headings })
