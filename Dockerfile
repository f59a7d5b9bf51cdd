# The book rebuilt from its data, for reviewers. It serves nothing; the result is /book/_book.
#
#   docker build -t book .
#   docker run --rm -it book                  a shell: make test, .venv/bin/book --help
#   docker run --rm book tar -c _book | tar -x    the finished book into this folder
FROM python:3.11-slim

RUN apt-get update \
    && apt-get install --yes --no-install-recommends git make \
    && rm -rf /var/lib/apt/lists/*

RUN useradd --create-home reviewer && mkdir /book && chown reviewer /book
USER reviewer
WORKDIR /book
COPY --chown=reviewer . .
RUN make book

CMD ["bash"]
