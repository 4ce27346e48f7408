"""The usual backend, as a careful user of FastAPI writes it: async SQLModel over asyncpg, a pool in each worker, one
statement a request, uvloop and httptools. Started by bench/run, with as many workers as the machine has cores."""

import os
from datetime import datetime, timezone
from typing import AsyncIterator, List, Optional

import jwt
from fastapi import Depends, FastAPI, Header, HTTPException
from sqlalchemy import TIMESTAMP, Column, Text, case, update
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import sessionmaker
from sqlalchemy.sql import func
from sqlmodel import Field, SQLModel, select

SECRET = os.environ["BETTER_AUTH_SECRET"]
ADDRESS = os.environ["PUBLIC_ADDRESS"]
POOL = int(os.environ["POOL_SIZE"])

# Connections stay open, and statements prepared: what a request costs is then its own work.
engine = create_async_engine(os.environ["DATABASE_URL"], pool_size=POOL, max_overflow=0)
# Values are read once, with the answer of the statement, and not again after the commit.
new_session = sessionmaker(engine, class_=AsyncSession, expire_on_commit=False)
app = FastAPI()


def instant() -> Column:
    return Column(TIMESTAMP(timezone=True))


class Task(SQLModel, table=True):
    __tablename__ = "tasks"
    id: Optional[int] = Field(default=None, primary_key=True)
    user_id: str
    title: str
    description: Optional[str] = None
    completed: bool = False
    completed_at: Optional[datetime] = Field(default=None, sa_column=instant())
    priority: str = "none"
    due_date: Optional[str] = None
    tags: List[str] = Field(default_factory=list, sa_column=Column(ARRAY(Text)))
    sort_order: int = 0
    created_at: datetime = Field(sa_column=instant())
    updated_at: datetime = Field(sa_column=instant())
    rev: int = 1


class TaskCreate(SQLModel):
    title: str = Field(min_length=1, max_length=200)
    description: Optional[str] = Field(default=None, max_length=4000)


class TaskRead(SQLModel):
    id: int
    user_id: str
    title: str
    description: Optional[str]
    completed: bool
    completed_at: Optional[datetime]
    priority: str
    due_date: Optional[str]
    tags: List[str]
    order: int
    created_at: datetime
    updated_at: datetime
    rev: int
    url: str


def read(task: Task) -> TaskRead:
    # The row was checked when it was written; construct() does not check it again.
    return TaskRead.construct(
        id=task.id,
        user_id=task.user_id,
        title=task.title,
        description=task.description,
        completed=task.completed,
        completed_at=task.completed_at,
        priority=task.priority,
        due_date=task.due_date,
        tags=task.tags,
        order=task.sort_order,
        created_at=task.created_at,
        updated_at=task.updated_at,
        rev=task.rev,
        url=f"{ADDRESS}/api/tasks/{task.id}",
    )


async def session() -> AsyncIterator[AsyncSession]:
    async with new_session() as opened:
        yield opened


async def current_user(user_id: str, authorization: str = Header(default="")) -> str:
    scheme, _, token = authorization.partition(" ")
    try:
        if scheme.lower() != "bearer":
            raise jwt.InvalidTokenError
        claims = jwt.decode(token, SECRET, algorithms=["HS256"], options={"verify_aud": False})
    except jwt.InvalidTokenError:
        raise HTTPException(401, headers={"WWW-Authenticate": "Bearer"}) from None
    if claims.get("sub") != user_id:
        raise HTTPException(403)
    return user_id


@app.get("/api/{user_id}/tasks", response_model=List[TaskRead])
async def list_tasks(user: str = Depends(current_user), db: AsyncSession = Depends(session)):
    found = await db.execute(select(Task).where(Task.user_id == user).order_by(Task.id))
    return [read(task) for task in found.scalars()]


@app.get("/api/{user_id}/tasks/{id}", response_model=TaskRead)
async def get_task(id: int, user: str = Depends(current_user), db: AsyncSession = Depends(session)):
    found = await db.execute(select(Task).where(Task.id == id, Task.user_id == user))
    task = found.scalar_one_or_none()
    if task is None:
        raise HTTPException(404)
    return read(task)


@app.post("/api/{user_id}/tasks", response_model=TaskRead, status_code=201)
async def create_task(body: TaskCreate, user: str = Depends(current_user), db: AsyncSession = Depends(session)):
    now = datetime.now(timezone.utc)
    task = Task(user_id=user, title=body.title, description=body.description, tags=[], created_at=now, updated_at=now)
    db.add(task)
    await db.commit()
    return read(task)


@app.patch("/api/{user_id}/tasks/{id}/complete", response_model=TaskRead)
async def toggle_task(id: int, user: str = Depends(current_user), db: AsyncSession = Depends(session)):
    # One statement, so that two requests at once cannot undo each other.
    toggled = await db.execute(
        update(Task)
        .where(Task.id == id, Task.user_id == user)
        .values(
            completed=~Task.completed,
            completed_at=case((Task.completed, None), else_=func.now()),
            updated_at=func.now(),
            rev=Task.rev + 1,
        )
        .returning(*Task.__table__.columns)
        .execution_options(synchronize_session=False)
    )
    row = toggled.one_or_none()
    await db.commit()
    if row is None:
        raise HTTPException(404)
    return read(row)
